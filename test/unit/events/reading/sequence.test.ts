import type { Located } from '../../../../nodes/HoneyHive/events/event';
import { Sequence } from '../../../../nodes/HoneyHive/events/reading/sequence';
import type { ReadSettings } from '../../../../nodes/HoneyHive/events/reading/source';

const sequenceOf = (options: Partial<ReadSettings> = {}) =>
	new Sequence<Located>({
		order: 'newestFirst',
		maxEvents: Infinity,
		memory: 'all',
		...options,
	});

const at = (event_id: string, start_time?: number | string) => ({ event_id, start_time });

const ids = (events: Located[]) => events.map(({ event_id }) => event_id);

describe('Sequence', () => {
	it('returns an event only once, even if it was in an earlier window that is not a neighbor', () => {
		const sequence = sequenceOf();
		expect(ids(sequence.add([at('a', 30), at('b', 20)]))).toEqual(['a', 'b']);
		expect(ids(sequence.add([at('b', 20), at('c', 15)]))).toEqual(['c']);
		expect(ids(sequence.add([]))).toEqual([]);
		expect(ids(sequence.add([at('a', 30), at('d', 15), at('d', 15)]))).toEqual(['d']);
		expect(sequence.length).toBe(4);
	});

	it.each([
		['newestFirst', ['new', 'text', 'old', 'none', 'unreadable']],
		['oldestFirst', ['old', 'text', 'new', 'none', 'unreadable']],
	] as const)(
		'sorts events by start time (%s), and puts those without one last',
		(order, expected) => {
			const sequence = sequenceOf({ order });
			const events = [
				at('none'),
				at('old', 5),
				at('unreadable', 'yesterday'),
				at('text', '2024-04-01 22:38:19'),
				at('new', Date.UTC(2024, 4)),
			];
			expect(ids(sequence.add(events))).toEqual(expected);
		},
	);

	it('stops in the middle of a window once it has the maximum number of events', () => {
		const sequence = sequenceOf({ maxEvents: 3 });
		sequence.add([at('a', 9), at('b', 8)]);
		expect(sequence.isFull).toBe(false);
		expect(ids(sequence.add([at('d', 6), at('c', 7)]))).toEqual(['c']);
		expect(sequence.isFull).toBe(true);
		expect(sequence.add([at('e', 5)])).toEqual([]);
	});

	it.each([undefined, null, '', { $oid: 'a' }, ['a'], true])(
		'returns each of several equal events once whose ID is %j',
		(event_id) => {
			const sequence = sequenceOf();
			const twin = () => ({ event_id, start_time: 5, event_name: 'twin' });
			expect(sequence.add([{ event_id, start_time: 9 }, twin(), twin()])).toHaveLength(3);
			// The next window shares the moment between them, and so its events.
			expect(sequence.add([twin(), twin(), { event_id, start_time: 1 }])).toHaveLength(1);
			expect(sequence.length).toBe(4);
		},
	);

	it('does not take a number for the text that spells it', () => {
		const sequence = sequenceOf();
		const events = [7, '7', 7, '7'].map((event_id) => ({ event_id, start_time: 5 }));
		expect(sequence.add(events)).toHaveLength(2);
	});

	it('leaves out events that start at the excluded end of the range', () => {
		const sequence = sequenceOf({ before: 30 });
		expect(ids(sequence.add([at('at the end', 30), at('before', 29.5), at('none')]))).toEqual([
			'before',
			'none',
		]);
		expect(sequence).toMatchObject({ length: 2, leftOut: 1 });
	});

	it('forgets IDs that cannot appear again when memory is bounded', () => {
		const minute = 60_000;
		const sequence = sequenceOf({ order: 'oldestFirst', memory: 'bounded' });
		const start = Date.UTC(2024, 3);
		for (let index = 0; index < 1000; index++) {
			const moment = start + index * minute;
			sequence.add([at(`event-${index}`, moment)]);
			// Neighboring windows share the events at their common end.
			expect(sequence.add([at(`event-${index}`, moment), at('without start')])).toEqual(
				index === 0 ? [at('without start')] : [],
			);
		}
		expect(ids(sequence.add([at('event-0', start)]))).toEqual(['event-0']);
	});
});
