import { Sequence } from '../../../nodes/HoneyHive/events/sequence';

const at = (event_id: string, start_time?: number | string) => ({ event_id, start_time });

const ids = (events: Array<Record<string, unknown>>) => events.map(({ event_id }) => event_id);

describe('Stringing windows together', () => {
	it('leaves out what an earlier window had, next to it or not', () => {
		const sequence = new Sequence('newestFirst', Infinity);
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
		const sequence = new Sequence(order, Infinity);
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
		const sequence = new Sequence('newestFirst', 3);
		sequence.take([at('a', 9), at('b', 8)]);
		expect(sequence.isFull).toBe(false);
		expect(ids(sequence.take([at('d', 6), at('c', 7)]))).toEqual(['c']);
		expect(sequence.isFull).toBe(true);
		expect(sequence.take([at('e', 5)])).toEqual([]);
	});

	it('keeps events that have no id', () => {
		const sequence = new Sequence('newestFirst', Infinity);
		expect(sequence.take([{ start_time: 1 }, { start_time: 1 }])).toHaveLength(2);
		expect(sequence.take([{ start_time: 1 }])).toHaveLength(1);
	});
});
