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
import { hashOf } from '../../../../nodes/HoneyHive/events/cursor/hash';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 0, 31, 12);
const options = { lookbackMs: hour, maxEvents: 10 };

const event = (id: string, start_time: number) => ({ event_id: id, start_time });

function afterwards(state: CursorState, now: number, events: ReturnType<typeof event>[]) {
	const advance = new CursorRun(state, now, options);
	return { fresh: advance.add(events), ...advance.finished() };
}

describe('A cursor', () => {
	it('begins where it is told, and reads up to now', () => {
		expect(new CursorRun(startAt(noon), noon + hour, options).range).toEqual({
			from: noon,
			to: noon + hour,
		});
	});

	it('goes back as far as an event may be late, with the clocks a minute apart', () => {
		const { state } = afterwards(startAt(noon), noon + 3 * hour, []);
		expect(state.from).toBe(noon + 2 * hour - clockSkewMs);
	});

	it('never goes back before its beginning', () => {
		const { state } = afterwards(startAt(noon), noon + minute, []);
		expect(state.from).toBe(noon);
	});

	it('returns an event once, however often it is seen and whatever its start becomes', () => {
		const first = afterwards(startAt(noon), noon + hour, [event('a', noon)]);
		const second = afterwards(first.state, noon + hour, [event('a', noon), event('b', noon)]);
		const third = afterwards(second.state, noon + hour, [event('b', noon + 30 * minute)]);
		expect([first, second, third].map(({ fresh }) => fresh.map((one) => one.event_id))).toEqual([
			['a'],
			['b'],
			[],
		]);
	});

	it('returns an event without an id once', () => {
		const nameless = { start_time: noon, event_name: 'nameless' };
		const first = new CursorRun(startAt(noon), noon + minute, options);
		expect(first.add([nameless])).toEqual([nameless]);
		const second = new CursorRun(first.finished().state, noon + minute, options);
		expect(second.add([nameless, { ...nameless, event_name: 'another' }])).toHaveLength(1);
	});

	it('returns an event once whose start cannot be read', () => {
		const strange = { event_id: 'strange', start_time: 'some day' };
		const first = new CursorRun(startAt(noon), noon + hour, options);
		expect(first.add([strange])).toEqual([strange]);
		const second = new CursorRun(first.finished().state, noon + hour, options);
		expect(second.add([strange])).toEqual([]);
	});

	it('remembers an event for as long as its latest start says', () => {
		const first = afterwards(startAt(noon), noon + hour, [event('a', noon)]);
		const second = afterwards(first.state, noon + 3 * hour, [event('a', noon + 2.9 * hour)]);
		const third = afterwards(second.state, noon + 3.5 * hour, [event('a', noon + 2.9 * hour)]);
		expect([first, second, third].map(({ fresh }) => fresh.length)).toEqual([1, 0, 0]);
	});

	it('leaves the rest to the next run when it is full, even if that rest is older than the lookback', () => {
		const many = Array.from({ length: 25 }, (_, index) => event(`e${index}`, noon + index));
		let state = startAt(noon);
		const runs: unknown[][] = [];
		for (let run = 0; run < 4; run++) {
			const advance = new CursorRun(state, noon + (run + 5) * hour, options);
			const visible = many.filter(({ start_time }) => start_time >= (advance.range.from ?? 0));
			runs.push(advance.add(visible).map(({ event_id }) => event_id));
			({ state } = advance.isFull ? advance.interrupted() : advance.finished());
		}
		expect(runs.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
		expect(runs.flat()).toEqual(many.map(({ event_id }) => event_id));
	});

	it('stays where it is when it was stopped before the first event', () => {
		const advance = new CursorRun(startAt(noon), noon + 9 * hour, options);
		expect(advance.interrupted().state).toEqual(startAt(noon));
	});

	it('does not change the state that it began with', () => {
		const { state } = afterwards(startAt(noon), noon + hour, [event('a', noon)]);
		const before = JSON.stringify(state);
		afterwards(state, noon + 5 * hour, [event('b', noon + 4 * hour)]);
		expect(JSON.stringify(state)).toBe(before);
	});

	it('remembers 10,000 events of a week in less than 200 kB, and forgets them when they are old', () => {
		const week = 7 * 24 * hour;
		const wide = { lookbackMs: week, maxEvents: Infinity };
		const advance = new CursorRun(startAt(noon), noon + week, wide);
		advance.add(
			Array.from({ length: 10_000 }, (_, index) =>
				event(`5f0c9a52-8a3e-4b7c-9d1e-${index}`, noon + (index * week) / 10_000),
			),
		);
		const { state } = advance.finished();
		expect(JSON.stringify(state).length).toBeLessThan(200_000);

		const later = new CursorRun(state, noon + 3 * week, wide);
		expect(later.finished().state.remembered).toEqual({});
	});

	it('gives up the oldest when more fall into the lookback than it remembers, and says from when', () => {
		const advance = new CursorRun(startAt(noon), noon + hour, { ...options, maxEvents: Infinity });
		const events = Array.from({ length: maxRemembered + 5_000 }, (_, index) =>
			event(`e${index}`, noon + (index * hour) / (maxRemembered + 5_000)),
		);
		advance.add(events);
		const { state, shortened = 0 } = advance.finished();

		expect(shortened).toBeGreaterThan(noon);
		expect(state.from).toBe(shortened);
		const again = new CursorRun(state, noon + hour, { ...options, maxEvents: Infinity });
		expect(again.add(events.filter(({ start_time }) => start_time >= state.from))).toEqual([]);
	});

	it('does not pass what is still to come, however much it has to remember', () => {
		const maxEvents = maxRemembered + 1;
		const crowd = Array.from({ length: maxEvents }, (_, index) => event(`e${index}`, noon));
		const advance = new CursorRun(startAt(noon), noon + hour, { ...options, maxEvents });
		advance.add([...crowd, event('next', noon)]);
		expect(advance.interrupted().state.from).toBe(noon);
	});

	it('begins anew with the lookback, so that nothing is lost', () => {
		expect(restart(noon, options)).toEqual(startAt(noon - hour - clockSkewMs));
	});

	it('belongs to one query', () => {
		const query = { project: 'A', filters: [{ field: 'event_type' }] };
		expect(cursorKeyOf(query)).toBe(cursorKeyOf({ ...query }));
		expect(cursorKeyOf(query)).not.toBe(cursorKeyOf({ ...query, project: 'B' }));
	});
});

describe('A stored cursor', () => {
	const usable = afterwards(startAt(noon), noon + hour, [event('a', noon)]).state;

	it('is read as it was written, by way of JSON', () => {
		const stored: unknown = JSON.parse(JSON.stringify(usable));
		expect(readCursor(stored)).toEqual({ kind: 'usable', state: usable });
	});

	it('is read however much it remembers', () => {
		const hashes = 'AAAAAAAAAA'.repeat(600_000);
		const stored = { version: 1, from: noon, remembered: { 5: hashes } };
		expect(readCursor(stored)).toMatchObject({ kind: 'usable' });
	});

	it.each([
		['nothing', undefined, 'it is not in the expected format'],
		['text', 'noon', 'it is not in the expected format'],
		['a list', [], 'it is not in the expected format'],
		['a newer version', { ...usable, version: 2 }, 'a newer version of this package'],
		['a moment that is no number', { ...usable, from: 'noon' }, "'from'"],
		['a moment before 1970', { ...usable, from: -1 }, "'from'"],
		['a moment that is NaN', { ...usable, from: NaN }, "'from'"],
		['cut hashes', { ...usable, remembered: { 5: 'AAAAAAAAAAB' } }, "'remembered.5'"],
		['hashes of something else', { ...usable, remembered: { 5: '??????????' } }, "'remembered.5'"],
		['no time of the hashes', { ...usable, remembered: { now: 'AAAAAAAAAA' } }, "'remembered.now'"],
		['no memory', { version: 1, from: noon }, "'remembered'"],
	])('that holds %s is damaged, and says what', (_, stored, reason) => {
		expect(readCursor(stored)).toEqual({
			kind: 'damaged',
			reason: expect.stringContaining(reason) as string,
		});
	});
});

describe('The hash of an id', () => {
	it.each([
		['numbered', (index: number) => `event-${index}`],
		['padded', (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`],
		['mirrored', (index: number) => `${index}-${[...String(index)].reverse().join('')}`],
	])('differs for 50,000 %s ids', (_, name) => {
		const hashes = new Set<string>();
		for (let index = 0; index < 50_000; index++) hashes.add(hashOf(name(index)));
		expect(hashes.size).toBe(50_000);
		for (const hash of [...hashes].slice(0, 100)) expect(hash).toMatch(/^[\w-]{10}$/);
	});
});
