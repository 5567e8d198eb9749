import type { Located } from '../../../../nodes/HoneyHive/events/event';
import { Sequence } from '../../../../nodes/HoneyHive/events/reading/sequence';
import type { ReadOptions } from '../../../../nodes/HoneyHive/events/reading/source';

const sequenceOf = (options: Partial<ReadOptions> = {}) =>
	new Sequence<Located>({
		order: 'newestFirst',
		maxEvents: Infinity,
		handling: 'kept',
		...options,
	});

const at = (event_id: string, start_time?: number | string) => ({ event_id, start_time });

const ids = (events: Located[]) => events.map(({ event_id }) => event_id);

describe('Stringing windows together', () => {
	it('leaves out what an earlier window had, next to it or not', () => {
		const sequence = sequenceOf();
		expect(ids(sequence.take([at('a', 30), at('b', 20)]))).toEqual(['a', 'b']);
		expect(ids(sequence.take([at('b', 20), at('c', 15)]))).toEqual(['c']);
		expect(ids(sequence.take([]))).toEqual([]);
		expect(ids(sequence.take([at('a', 30), at('d', 15), at('d', 15)]))).toEqual(['d']);
		expect(sequence.length).toBe(4);
	});

	it.each([
		['newestFirst', ['new', 'text', 'old', 'none', 'unreadable']],
		['oldestFirst', ['old', 'text', 'new', 'none', 'unreadable']],
	] as const)('sorts by start, %s, and puts what has none last', (order, expected) => {
		const sequence = sequenceOf({ order });
		const events = [
			at('none'),
			at('old', 5),
			at('unreadable', 'yesterday'),
			at('text', '2024-04-01 22:38:19'),
			at('new', Date.UTC(2024, 4)),
		];
		expect(ids(sequence.take(events))).toEqual(expected);
	});

	it('is full in the middle of a window', () => {
		const sequence = sequenceOf({ maxEvents: 3 });
		sequence.take([at('a', 9), at('b', 8)]);
		expect(sequence.isFull).toBe(false);
		expect(ids(sequence.take([at('d', 6), at('c', 7)]))).toEqual(['c']);
		expect(sequence.isFull).toBe(true);
		expect(sequence.take([at('e', 5)])).toEqual([]);
	});

	it('keeps events that have no id', () => {
		const sequence = sequenceOf();
		expect(sequence.take([{ start_time: 1 }, { start_time: 1 }])).toHaveLength(2);
		expect(sequence.take([{ start_time: 1 }])).toHaveLength(1);
	});

	it('leaves out what begins at the end of a range that does not hold its end', () => {
		const sequence = sequenceOf({ before: 30 });
		expect(ids(sequence.take([at('at the end', 30), at('before', 29.5), at('none')]))).toEqual([
			'before',
			'none',
		]);
		expect(sequence).toMatchObject({ length: 2, leftOut: 1 });
	});

	it('forgets what cannot come again where events are passed on', () => {
		const minute = 60_000;
		const sequence = sequenceOf({ order: 'oldestFirst', handling: 'passedOn' });
		const start = Date.UTC(2024, 3);
		for (let index = 0; index < 1000; index++) {
			const moment = start + index * minute;
			sequence.take([at(`event-${index}`, moment)]);
			// A window's neighbour holds what its own end holds.
			expect(sequence.take([at(`event-${index}`, moment), at('undated')])).toEqual(
				index === 0 ? [at('undated')] : [],
			);
		}
		expect(ids(sequence.take([at('event-0', start)]))).toEqual(['event-0']);
	});
});
