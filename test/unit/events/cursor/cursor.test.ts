import {
	CursorRun,
	maxRemembered,
	readCursor,
	restart,
	cursorKeyOf,
	clockSkewMs,
	startAt,
	type CursorState,
} from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { hashOf } from '../../../../nodes/HoneyHive/events/hash';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 0, 31, 12);
const options = { lookbackMs: hour, maxEvents: 10 };

const event = (id: string, start_time: number) => ({ event_id: id, start_time });

function runOnce(state: CursorState, now: number, events: ReturnType<typeof event>[]) {
	const run = new CursorRun(state, now, options);
	return { fresh: run.add(events), ...run.finished() };
}

describe('Cursor', () => {
	it('reads from its start up to now', () => {
		expect(new CursorRun(startAt(noon), noon + hour, options).range).toEqual({
			from: noon,
			to: noon + hour,
		});
	});

	it('overlaps the next run by the lookback and the clock skew', () => {
		const { state } = runOnce(startAt(noon), noon + 3 * hour, []);
		expect(state.from).toBe(noon + 2 * hour - clockSkewMs);
	});

	it('never moves back before its start', () => {
		const { state } = runOnce(startAt(noon), noon + minute, []);
		expect(state.from).toBe(noon);
	});

	it('returns an event once, even if it is read again or its start time changes', () => {
		const first = runOnce(startAt(noon), noon + hour, [event('a', noon)]);
		const second = runOnce(first.state, noon + hour, [event('a', noon), event('b', noon)]);
		const third = runOnce(second.state, noon + hour, [event('b', noon + 30 * minute)]);
		expect([first, second, third].map(({ fresh }) => fresh.map((one) => one.event_id))).toEqual([
			['a'],
			['b'],
			[],
		]);
	});

	it('returns equal events without an ID as often as they come, and does not mix up 7 and "7"', () => {
		const twin = { start_time: noon, event_name: 'twin' };
		const number = { event_id: 7, start_time: noon };
		const text = { event_id: '7', start_time: noon };
		const first = new CursorRun(startAt(noon), noon + minute, options);
		expect(first.add([twin, twin, number, text])).toHaveLength(4);
		const second = new CursorRun(first.finished().state, noon + minute, options);
		expect(second.add([twin, twin, twin, number, text])).toEqual([twin]);
	});

	it('returns an event without an ID once', () => {
		const withoutId = { start_time: noon, event_name: 'without an ID' };
		const first = new CursorRun(startAt(noon), noon + minute, options);
		expect(first.add([withoutId])).toEqual([withoutId]);
		const second = new CursorRun(first.finished().state, noon + minute, options);
		expect(second.add([withoutId, { ...withoutId, event_name: 'another' }])).toHaveLength(1);
	});

	it('returns an event with an unreadable start time once', () => {
		const unreadable = { event_id: 'unreadable', start_time: 'some day' };
		const first = new CursorRun(startAt(noon), noon + hour, options);
		expect(first.add([unreadable])).toEqual([unreadable]);
		const second = new CursorRun(first.finished().state, noon + hour, options);
		expect(second.add([unreadable])).toEqual([]);
	});

	it('remembers an event by its latest start time', () => {
		const first = runOnce(startAt(noon), noon + hour, [event('a', noon)]);
		const second = runOnce(first.state, noon + 3 * hour, [event('a', noon + 2.9 * hour)]);
		const third = runOnce(second.state, noon + 3.5 * hour, [event('a', noon + 2.9 * hour)]);
		expect([first, second, third].map(({ fresh }) => fresh.length)).toEqual([1, 0, 0]);
	});

	it('leaves the rest to the next run when it is full, even events older than the lookback', () => {
		const many = Array.from({ length: 25 }, (_, index) => event(`e${index}`, noon + index));
		let state = startAt(noon);
		const runs: unknown[][] = [];
		for (let index = 0; index < 4; index++) {
			const run = new CursorRun(state, noon + (index + 5) * hour, options);
			const visible = many.filter(({ start_time }) => start_time >= (run.range.from ?? 0));
			runs.push(run.add(visible).map(({ event_id }) => event_id));
			({ state } = run.isFull ? run.interrupted() : run.finished());
		}
		expect(runs.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
		expect(runs.flat()).toEqual(many.map(({ event_id }) => event_id));
	});

	it('does not move when a run is interrupted before its first event', () => {
		const run = new CursorRun(startAt(noon), noon + 9 * hour, options);
		expect(run.interrupted().state).toEqual(startAt(noon));
	});

	it('does not change the state it was given', () => {
		const { state } = runOnce(startAt(noon), noon + hour, [event('a', noon)]);
		const before = JSON.stringify(state);
		runOnce(state, noon + 5 * hour, [event('b', noon + 4 * hour)]);
		expect(JSON.stringify(state)).toBe(before);
	});

	it('remembers 10,000 events of a week in less than 200 kB, and forgets them once they are old', () => {
		const week = 7 * 24 * hour;
		const weekly = { lookbackMs: week, maxEvents: Infinity };
		const run = new CursorRun(startAt(noon), noon + week, weekly);
		run.add(
			Array.from({ length: 10_000 }, (_, index) =>
				event(`5f0c9a52-8a3e-4b7c-9d1e-${index}`, noon + (index * week) / 10_000),
			),
		);
		const { state } = run.finished();
		expect(JSON.stringify(state).length).toBeLessThan(200_000);

		const later = new CursorRun(state, noon + 3 * week, weekly);
		expect(later.finished().state.remembered).toEqual({});
	});

	it('shortens the lookback when it holds too many events to remember, and returns its new start', () => {
		const run = new CursorRun(startAt(noon), noon + hour, { ...options, maxEvents: Infinity });
		const events = Array.from({ length: maxRemembered + 5_000 }, (_, index) =>
			event(`e${index}`, noon + (index * hour) / (maxRemembered + 5_000)),
		);
		run.add(events);
		const { state, shortened = 0 } = run.finished();

		expect(shortened).toBeGreaterThan(noon);
		expect(state.from).toBe(shortened);
		const again = new CursorRun(state, noon + hour, { ...options, maxEvents: Infinity });
		expect(again.add(events.filter(({ start_time }) => start_time >= state.from))).toEqual([]);
	});

	it('never moves past events that are still to be read, however many it has to remember', () => {
		const maxEvents = maxRemembered + 1;
		const crowd = Array.from({ length: maxEvents }, (_, index) => event(`e${index}`, noon));
		const run = new CursorRun(startAt(noon), noon + hour, { ...options, maxEvents });
		run.add([...crowd, event('next', noon)]);
		expect(run.interrupted().state.from).toBe(noon);
	});

	it('restarts with the lookback, so that no event is lost', () => {
		expect(restart(noon, options)).toEqual(startAt(noon - hour - clockSkewMs));
	});

	it('has one key per query', () => {
		const query = { project: 'A', filters: [{ field: 'event_type' }] };
		expect(cursorKeyOf(query)).toBe(cursorKeyOf({ ...query }));
		expect(cursorKeyOf(query)).not.toBe(cursorKeyOf({ ...query, project: 'B' }));
	});
});

describe('Stored cursor', () => {
	const usable = runOnce(startAt(noon), noon + hour, [event('a', noon)]).state;

	it('is the same after a round trip through JSON', () => {
		const stored: unknown = JSON.parse(JSON.stringify(usable));
		expect(readCursor(stored)).toEqual({ kind: 'usable', state: usable });
	});

	it('is usable however many events it remembers', () => {
		const hashes = 'AAAAAAAAAA'.repeat(600_000);
		const stored = { version: 1, from: noon, remembered: { 5: hashes } };
		expect(readCursor(stored)).toMatchObject({ kind: 'usable' });
	});

	it.each([
		['nothing', undefined, 'it is not in the expected format'],
		['text', 'noon', 'it is not in the expected format'],
		['a list', [], 'it is not in the expected format'],
		['a newer version', { ...usable, version: 2 }, 'a newer version of this package'],
		['a start that is not a number', { ...usable, from: 'noon' }, "'from'"],
		['a start before 1970', { ...usable, from: -1 }, "'from'"],
		['a start that is NaN', { ...usable, from: NaN }, "'from'"],
		['truncated hashes', { ...usable, remembered: { 5: 'AAAAAAAAAAB' } }, "'remembered.5'"],
		['hashes in another format', { ...usable, remembered: { 5: '??????????' } }, "'remembered.5'"],
		['hashes without a time', { ...usable, remembered: { now: 'AAAAAAAAAA' } }, "'remembered.now'"],
		['no remembered events', { version: 1, from: noon }, "'remembered'"],
	])('is reported as damaged, with the reason, if it holds %s', (_, stored, reason) => {
		expect(readCursor(stored)).toEqual({
			kind: 'damaged',
			reason: expect.stringContaining(reason) as string,
		});
	});
});

describe('hashOf', () => {
	it.each([
		['numbered', (index: number) => `event-${index}`],
		['padded', (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`],
		['mirrored', (index: number) => `${index}-${[...String(index)].reverse().join('')}`],
	])('returns different hashes for 50,000 %s IDs', (_, name) => {
		const hashes = new Set<string>();
		for (let index = 0; index < 50_000; index++) hashes.add(hashOf(name(index)));
		expect(hashes.size).toBe(50_000);
		for (const hash of [...hashes].slice(0, 100)) expect(hash).toMatch(/^[\w-]{10}$/);
	});
});
