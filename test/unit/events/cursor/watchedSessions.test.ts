import { startAt } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import {
	readSessionState,
	withoutSessions,
	type SessionState,
} from '../../../../nodes/HoneyHive/events/cursor/sessionState';
import {
	maxOpen,
	maxReturned,
	WatchedSessions,
	type WatchOptions,
} from '../../../../nodes/HoneyHive/events/cursor/watchedSessions';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const noon = Date.UTC(2026, 0, 31, 12);
const options: WatchOptions = { quietMs: 10 * minute, again: false, seesAllEvents: true };
const empty = withoutSessions(startAt(noon));

function event(session: unknown, id: string, start = noon, more: object = {}) {
	return { event_id: id, session_id: session, start_time: start, ...more };
}

function watch(state: SessionState = empty, more: Partial<WatchOptions> = {}): WatchedSessions {
	return new WatchedSessions(state, { ...options, ...more });
}

/** Reads a session in no time. */
function look(watched: WatchedSessions, events: ReturnType<typeof event>[], now: number) {
	return watched.look('a', { events, began: now, ended: now });
}

describe('Watched sessions', () => {
	it('are read when they have been quiet for long enough, those that are quiet for longest first', () => {
		const watched = watch();
		watched.add([event('late', '1', noon + minute)], noon + minute);
		watched.add([event('early', '2')], noon);
		expect(watched.due(noon + 10 * minute - 1)).toEqual([]);
		expect(watched.due(noon + 10 * minute)).toEqual(['early']);
		expect(watched.due(noon + 11 * minute)).toEqual(['early', 'late']);
	});

	it('have finished only if nothing happened in the meantime that was not among the new events', () => {
		const events = [event('a', '1'), event('a', '2')];
		const watched = watch();
		watched.add(events.slice(0, 1), noon);
		expect(look(watched, events, noon + 10 * minute)).toBeUndefined();
		expect(watched.due(noon + 20 * minute - 1)).toEqual([]);
		expect(look(watched, events, noon + 20 * minute)).toBe(1);
	});

	it('are read at once where only some events are seen, so that they need not be quiet twice', () => {
		const events = [event('a', '1'), event('a', '2')];
		const watched = watch(empty, { seesAllEvents: false });
		watched.add(events.slice(0, 1), noon);
		expect(watched.due(noon + minute)).toEqual(['a']);
		expect(look(watched, events, noon + minute)).toBeUndefined();
		expect(look(watched, events, noon + 11 * minute)).toBe(1);
	});

	it.each([
		['began', { start_time: noon + 9 * minute }],
		['ended', { end_time: noon + 9 * minute }],
		['ended by its duration', { duration: 9 * minute }],
	])('stay open for the quiet time after an event %s', (_, times) => {
		const [known] = [event('a', '1')];
		const changed = event('a', '1', noon, times);
		const watched = watch();
		watched.add([known], noon);
		expect(look(watched, [changed], noon + 10 * minute)).toBeUndefined();
		expect(look(watched, [changed], noon + 19 * minute)).toBe(1);
	});

	it('are not kept open by an event whose end is far in the future', () => {
		const events = [event('a', '1', noon, { end_time: Date.UTC(5000, 0, 1) })];
		const watched = watch();
		watched.add(events, noon);
		expect(look(watched, events, noon + 10 * minute)).toBe(1);
	});

	it('are dropped if HoneyHive shows no events of them any more', () => {
		const watched = watch();
		watched.add([event('a', '1')], noon);
		expect(look(watched, [], noon + 10 * minute)).toBeUndefined();
		expect(look(watched, [], noon + 20 * minute)).toBeUndefined();
		expect(watched.toState(startAt(noon)).state).toEqual(empty);
	});

	it.each([
		['none', undefined],
		['an empty one', ''],
		['a number', 7],
		['one of a megabyte', 'x'.repeat(1_000_000)],
	])('do not come from an event with such a session ID: %s', (_, id) => {
		const watched = watch();
		watched.add([event(id, '1')], noon);
		expect(watched.toState(startAt(noon)).state).toEqual(empty);
	});

	it('can have any other ID', () => {
		const watched = watch();
		watched.add([event('__proto__', '1'), event('7', '2')], noon);
		const stored: unknown = JSON.parse(JSON.stringify(watched.toState(startAt(noon)).state));
		const read = readSessionState(stored);
		if (read.kind === 'damaged') throw new Error(read.reason);
		expect(watch(read.state).due(noon + hour)).toEqual(['__proto__', '7']);
	});
});

describe('Sessions that were returned', () => {
	/** After session 'a' with the event '1' was returned. */
	const returned = (() => {
		const watched = watch();
		watched.add([event('a', '1')], noon);
		look(watched, [event('a', '1')], noon + hour);
		return watched.toState(startAt(noon)).state;
	})();

	const goesOn = (state: SessionState, now: number, more: Partial<WatchOptions> = {}) => {
		const watched = watch(state, more);
		watched.add([event('a', `at ${now}`, now)], now);
		return watched;
	};

	it('are not opened again for as long as they go on, and a day more', () => {
		let state = returned;
		for (let now = noon + 20 * hour; now < noon + 5 * day; now += 20 * hour) {
			const watched = goesOn(state, now);
			expect(watched.due(now + hour)).toEqual([]);
			({ state } = watched.toState(startAt(now - hour)));
		}
		const muchLater = startAt(noon + 10 * day);
		expect(watch(state).toState(muchLater).state.returned).toEqual([]);
	});

	it('are returned again when they go on, if that is wanted, and count up', () => {
		let state = returned;
		const events = [event('a', '1')];
		for (const revision of [2, 3]) {
			const now = noon + revision * hour;
			events.push(event('a', `at ${now}`, now));
			const watched = goesOn(state, now, { again: true });
			expect(look(watched, events, now + 10 * minute)).toBe(revision);
			({ state } = watched.toState(startAt(noon)));
		}
	});

	it('are not returned again for an event that was among those returned', () => {
		const watched = watch(returned, { again: true });
		watched.add([event('a', '1')], noon + 2 * hour);
		expect(look(watched, [event('a', '1')], noon + 3 * hour)).toBeUndefined();
		expect(look(watched, [event('a', '1')], noon + 4 * hour)).toBeUndefined();
		expect(watched.toState(startAt(noon)).state.open).toEqual([]);
	});
});

describe('The state of watched sessions', () => {
	it('stays small, and says whether it has forgotten sessions that late events may open again', () => {
		const watched = watch();
		for (let index = 0; index < maxReturned + 10; index++) {
			const events = [event('a', `${index}`)];
			const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
			watched.add([event(id, `${index}`)], noon);
			watched.look(id, { events, began: noon + hour, ended: noon + hour });
		}
		const { state, hasForgotten } = watched.toState(startAt(noon));
		expect(state.returned).toHaveLength(maxReturned);
		expect(hasForgotten).toBe(true);
		expect(watched.toState(startAt(noon + 2 * hour)).hasForgotten).toBe(false);
		expect(JSON.stringify(state).length).toBeLessThan(1_000_000);
	});

	it('has room for a limited number of open sessions', () => {
		const watched = watch();
		const ids = Array.from({ length: maxOpen - 1 }, (_, index) => `session-${index}`);
		watched.add(
			ids.map((id) => event(id, id)),
			noon,
		);
		expect(watched.room).toBe(1);
		const { state } = watched.toState(startAt(noon));
		expect(JSON.stringify(state).length).toBeLessThan(1_000_000);
		expect(watch(state).room).toBe(1);
	});

	it.each([
		['nothing', undefined, 'it is not in the expected format'],
		['a position of new events', startAt(noon), "'cursor'"],
		['a newer version', { ...empty, version: 2 }, 'a newer version of this package'],
		['a damaged cursor', { ...empty, cursor: { ...empty.cursor, from: -1 } }, "'cursor.from'"],
		['a session without a time', { ...empty, open: [{ id: 'a' }] }, "'open.0.quietSince'"],
		['a session without a name', { ...empty, open: [{ id: '', quietSince: 1 }] }, "'open.0.id'"],
		['no returned sessions', { ...empty, returned: undefined }, "'returned'"],
	])('is reported as damaged, with the reason, if it holds %s', (_, stored, reason) => {
		expect(readSessionState(stored)).toEqual({
			kind: 'damaged',
			reason: expect.stringContaining(reason) as string,
		});
	});
});
