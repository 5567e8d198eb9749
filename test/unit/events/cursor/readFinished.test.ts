import { startAt } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import {
	readFinished,
	type SessionSource,
} from '../../../../nodes/HoneyHive/events/cursor/readFinished';
import { RefusedSessions } from '../../../../nodes/HoneyHive/events/cursor/refusedSessions';
import { withoutSessions } from '../../../../nodes/HoneyHive/events/cursor/sessionState';
import {
	maxOpen,
	WatchedSessions,
} from '../../../../nodes/HoneyHive/events/cursor/watchedSessions';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';

const minute = 60_000;
const quietMs = 10 * minute;
const noon = Date.UTC(2026, 0, 31, 12);
const cursor = startAt(noon);

const eventOf = (session: string) => ({
	event_id: `event of ${session}`,
	session_id: session,
	start_time: noon,
});

/** A server on a clock that stands still, and polls of it. */
class World {
	now = noon;

	readonly asked: string[] = [];

	readonly hints: string[] = [];

	newEventsRead = 0;

	readonly watched = new WatchedSessions(withoutSessions(cursor), {
		quietMs,
		again: false,
		seesAllEvents: true,
	});

	private readonly refused = new RefusedSessions();

	/** Whether new events can be read. */
	isUp = true;

	constructor(
		private readonly isReadable: (session: string) => boolean = () => true,
		private readonly affectsEverySession = false,
	) {}

	/** Returns the sessions that have finished. */
	async poll(maxSessions = 100): Promise<string[]> {
		const onHint = (hint: string) => this.hints.push(hint);
		const options = { maxSessions, retryMs: quietMs, onHint };
		const { watched, refused, source } = this;
		const { sessions } = await readFinished(source, watched, refused, cursor, options);
		return sessions.map(({ id }) => id);
	}

	private get source(): SessionSource {
		return {
			now: () => this.now,
			affectsEverySession: () => this.affectsEverySession,
			readSession: async (id) => {
				this.asked.push(id);
				if (!this.isReadable(id)) throw new Refusal('The answer is broken');
				return await Promise.resolve([eventOf(id)]);
			},
			readNew: async () => {
				if (!this.isUp) throw new Refusal('HoneyHive is down');
				this.newEventsRead += 1;
				return await Promise.resolve({ events: [], state: cursor });
			},
		};
	}
}

const again = "Session 'broken' could not be read, and is tried again later: The answer is broken";

describe('A poll for finished sessions', () => {
	it('gives up a session that cannot be read for days while others can, and says so', async () => {
		const world = new World((id) => id !== 'broken');
		world.watched.add([eventOf('broken')], noon);
		// 10 minutes, 20, 40 and so on between the tries.
		for (let hour = 1; hour <= 120; hour++) {
			world.now = noon + hour * 60 * minute;
			world.watched.add([eventOf(`${hour}`)], world.now - quietMs);
			expect(await world.poll()).toEqual([`${hour}`]);
		}
		expect(world.asked.filter((id) => id === 'broken')).toHaveLength(10);
		expect(world.hints).toEqual([
			...Array<string>(9).fill(again),
			"Session 'broken' was skipped, because it could not be read: The answer is broken",
		]);
	});

	it('gives up no session while nothing can be read, however often it is tried', async () => {
		const world = new World(() => false);
		world.isUp = false;
		world.watched.add([eventOf('a')], noon);
		for (let hour = 1; hour <= 50; hour++) {
			world.now = noon + hour * 60 * minute;
			await expect(world.poll()).rejects.toThrow('HoneyHive is down');
		}
		expect(world.asked).toHaveLength(50);
		expect(world.watched.due(world.now)).toEqual(['a']);
	});

	it('returns what has finished although new events cannot be read, and says so', async () => {
		const world = new World();
		world.isUp = false;
		world.watched.add([eventOf('a')], noon);
		world.now = noon + quietMs;
		expect(await world.poll()).toEqual(['a']);
		expect(world.hints).toEqual([
			'Not everything could be read. The rest follows with the next poll: HoneyHive is down',
		]);
	});

	it('does not try a session again at once that cannot be read, so that others have their turn', async () => {
		const world = new World((id) => id !== 'broken');
		world.watched.add([eventOf('broken')], noon);
		world.watched.add([eventOf('a')], noon + 1);
		world.now = noon + 60 * minute;
		expect(await world.poll(1)).toEqual([]);
		expect(await world.poll(1)).toEqual(['a']);
	});

	it('reads no other session after a refusal that is not due to the session', async () => {
		const world = new World(() => false, true);
		for (let id = 0; id < 20; id++) world.watched.add([eventOf(`${id}`)], noon);
		world.now = noon + 60 * minute;
		expect(await world.poll()).toEqual([]);
		expect(world.asked.length).toBeLessThan(10);
		expect(world.hints).toEqual([
			'Not everything could be read. The rest follows with the next poll: The answer is broken',
		]);
	});

	it('looks for no new sessions while as many are open as can be watched, and says so', async () => {
		const world = new World();
		for (let id = 0; id < maxOpen; id++) world.watched.add([eventOf(`${id}`)], noon);
		expect(await world.poll()).toEqual([]);
		expect(world.newEventsRead).toBe(0);
		expect(world.hints).toEqual([
			expect.stringContaining(`${maxOpen} sessions have not finished.`) as string,
		]);
		world.now = noon + quietMs;
		expect(await world.poll()).toHaveLength(100);
		expect(world.newEventsRead).toBe(1);
	});
});
