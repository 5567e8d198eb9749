import fc from 'fast-check';

import { clockSkewMs, startAt } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { readFinished } from '../../../../nodes/HoneyHive/events/cursor/readFinished';
import { RefusedSessions } from '../../../../nodes/HoneyHive/events/cursor/refusedSessions';
import {
	readSessionState,
	withoutSessions,
	type SessionState,
} from '../../../../nodes/HoneyHive/events/cursor/sessionState';
import { WatchedSessions } from '../../../../nodes/HoneyHive/events/cursor/watchedSessions';
import { Refusal, rethrowUnless } from '../../../../nodes/HoneyHive/events/refusal';
import { Dice } from '../reading/dice';
import { runs } from '../reading/scenario';
import { minute, SessionWorld, type SessionEvent, type SessionReading } from './sessionWorld';

const published = Date.UTC(2026, 0, 31, 12);

const setups = fc.record({
	seed: fc.nat(),
	sessions: fc.integer({ min: 0, max: 12 }),
	maxEventsOfSession: fc.integer({ min: 1, max: 12 }),
	quietMs: fc.constantFrom(1, 10, 60).map((minutes) => minutes * minute),
	lookbackMs: fc.constantFrom(5, 60).map((minutes) => minutes * minute),
	gapMs: fc.constantFrom(minute, 5 * minute, 40 * minute),
	/** The share of events that match the filters; 1 without filters. */
	matching: fc.constantFrom(1, 1, 0.5, 0.1),
	again: fc.boolean(),
	maxSessions: fc.constantFrom(1, 3, 500),
	maxEvents: fc.constantFrom(2, 1000),
	ahead: fc.integer({ min: -clockSkewMs, max: clockSkewMs }),
	slownessMs: fc.constantFrom(0, 1000, 30_000),
	refusing: fc.constantFrom(0, 0, 0.2),
	outOfTime: fc.constantFrom(0, 0, 0.5),
	/** How likely a poll comes to nothing: n8n stores neither its items nor its position. */
	failing: fc.constantFrom(0, 0, 0.3),
	restarting: fc.constantFrom(0, 0.2),
});
type Setup = typeof setups extends fc.Arbitrary<infer T> ? T : never;

/** A session that started a workflow, and what HoneyHive showed when it was read. */
interface Returned extends SessionReading {
	readonly id: string;
	readonly ids: readonly unknown[];
	readonly revision: number;
}

/** Events of sessions that pause, overlap and began before the workflow was published. */
function happenings(setup: Setup, dice: Dice): SessionEvent[] {
	return Array.from({ length: setup.sessions }, (_, number) => {
		let time = published + dice.whole(-60, 180) * minute;
		return Array.from({ length: dice.whole(1, setup.maxEventsOfSession) }, (_, index) => {
			time += dice.chance(0.2) ? 2 * setup.quietMs * dice.next() : 2 * minute * dice.next();
			// Whether one that starts at that moment counts as new depends on the clocks.
			const isAmbiguous = Math.abs(time - published) <= clockSkewMs;
			if (isAmbiguous) time = published + clockSkewMs + 1;
			const end = time + (dice.chance(0.5) ? 0 : setup.lookbackMs * dice.next());
			const late = dice.chance(0.5) ? setup.lookbackMs * dice.next() : 0;
			return {
				id: `event-${number}-${index}`,
				session: `session-${number}`,
				time,
				end,
				visibleAt: time + late,
				matches: dice.chance(setup.matching),
			};
		});
	}).flat();
}

async function simulate(setup: Setup): Promise<{ returned: Returned[]; world: SessionWorld }> {
	const dice = new Dice(setup.seed);
	const world = new SessionWorld(published, happenings(setup, dice), dice, setup);
	const returned: Returned[] = [];
	let state = withoutSessions(startAt(published));
	let refused = new RefusedSessions();
	const poll = async (failing: number): Promise<void> => {
		const polled = await pollOnce(setup, world, state, refused);
		if (!polled || dice.chance(failing)) return;
		({ state } = polled);
		returned.push(...polled.returned);
	};
	world.trouble = setup;
	const last = Math.max(...world.events.map(({ visibleAt, end }) => Math.max(visibleAt, end)));
	while (world.now < last + 2 * minute) {
		world.now += dice.whole(1, 2 * setup.gapMs);
		if (dice.chance(setup.restarting)) refused = new RefusedSessions();
		await poll(setup.failing);
	}
	world.trouble = { refusing: 0, outOfTime: 0 };
	// Everything has happened, so every session is finished in time.
	for (let polls = 0; polls < 300; polls++) {
		world.now += Math.max(minute, setup.quietMs / 10);
		await poll(0);
	}
	expect(state.open).toEqual([]);
	return { returned, world };
}

async function pollOnce(
	{ quietMs, again, matching, maxSessions }: Setup,
	world: SessionWorld,
	left: SessionState,
	refused: RefusedSessions,
): Promise<{ state: SessionState; returned: Returned[] } | undefined> {
	const stored = readSessionState(JSON.parse(JSON.stringify(left)));
	if (stored.kind === 'damaged') throw new Error(stored.reason);
	const { state } = stored;
	const watched = new WatchedSessions(state, { quietMs, again, seesAllEvents: matching === 1 });
	const onHint = (hint: string) => {
		const [, skipped] = /^Session '(.+)' was skipped/.exec(hint) ?? [];
		if (skipped !== undefined) world.skipped.add(skipped);
	};
	const options = { maxSessions, retryMs: quietMs, onHint };
	try {
		const source = world.source(state.cursor);
		const polled = await readFinished(source, watched, refused, state.cursor, options);
		const returned = polled.sessions.map(({ id, events, revision }) => {
			const reading = world.readings.get(id) ?? { began: 0, events: [] };
			return { ...reading, id, ids: events.map(({ event_id: event }) => event), revision };
		});
		expect(returned.length).toBeLessThanOrEqual(maxSessions);
		return { state: watched.toState(polled.cursor).state, returned };
	} catch (error) {
		rethrowUnless(Refusal, error);
		return undefined;
	}
}

/** The sessions with an event that matches and started after the workflow was published, unless they were skipped. */
function expectedOf({ events, skipped }: SessionWorld): string[] {
	const fresh = events.filter(({ matches, time }) => matches && time > published);
	const sessions = new Set(fresh.map(({ session }) => session));
	return [...sessions].filter((session) => !skipped.has(session)).sort();
}

describe('Polling for finished sessions', () => {
	it('returns each session once, whole, and never before it has been quiet for long enough', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { returned, world } = await simulate(setup);
				const firsts = returned.filter(({ revision }) => revision === 1);
				expect(firsts.map(({ id }) => id).sort()).toEqual(expectedOf(world));
				if (!setup.again) expect(returned).toEqual(firsts);
				for (const { began, events, ids } of returned) {
					expect([...ids].sort()).toEqual(events.map(({ id }) => id).sort());
					const quietSince = began - setup.quietMs;
					for (const { time, end, visibleAt } of events) {
						expect(visibleAt - setup.ahead).toBeLessThanOrEqual(quietSince);
						const hasEnded = end <= began + setup.ahead;
						expect(hasEnded ? end : time).toBeLessThanOrEqual(quietSince);
					}
				}
			}),
			runs(150),
		);
	});

	it('returns a session again each time that it has more events, if that is wanted', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { returned, world } = await simulate({ ...setup, again: true });
				for (const session of expectedOf(world)) {
					const revisions = returned.filter(({ id }) => id === session);
					expect(revisions.map(({ revision }) => revision)).toEqual(
						revisions.map((_, index) => index + 1),
					);
					const sizes = revisions.map(({ ids }) => ids.length);
					expect(sizes).toEqual([...new Set(sizes)].sort((one, other) => one - other));
					const last = new Set(revisions.at(-1)?.ids);
					const missed = world.events.filter(
						({ id, time, ...event }) =>
							event.session === session && event.matches && time > published && !last.has(id),
					);
					expect(missed).toEqual([]);
				}
			}),
			runs(100),
		);
	});

	it('returns a session with the second poll after it has been quiet for long enough', async () => {
		const calm = { again: true, matching: 1, maxSessions: 500, maxEvents: 1000, ahead: 0 } as const;
		const undisturbed = { slownessMs: 0, refusing: 0, outOfTime: 0, failing: 0 } as const;
		await fc.assert(
			fc.asyncProperty(setups, async (drawn) => {
				const setup = { ...drawn, ...calm, ...undisturbed };
				const { returned, world } = await simulate(setup);
				for (const session of expectedOf(world)) {
					const events = world.events.filter((event) => event.session === session);
					// Those before it was published are not among the new events.
					if (events.some(({ time }) => time < published)) continue;
					const last = Math.max(...events.map(({ end, visibleAt }) => Math.max(end, visibleAt)));
					const { began = Infinity } = returned.filter(({ id }) => id === session).at(-1) ?? {};
					const betweenPolls = Math.max(2 * setup.gapMs, minute, setup.quietMs / 10);
					expect(began).toBeLessThanOrEqual(last + setup.quietMs + 2 * betweenPolls);
				}
			}),
			runs(100),
		);
	});
});
