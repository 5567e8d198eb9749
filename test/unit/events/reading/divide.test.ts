import { completeness, divide } from '../../../../nodes/HoneyHive/events/reading/divide';

const start = Date.UTC(2024, 3, 1);

/** A page of events that start this many milliseconds after `start`. */
const page = (...offsets: number[]) => ({
	events: offsets.map((offset, index) => ({ event_id: `${index}`, start_time: start + offset })),
});

const fullRange = { from: start - 1000, to: start + 1000 };

describe('completeness', () => {
	it.each([
		['complete', 'fewer events than requested and no total', { ...page(1, 2) }],
		['overflows', 'as many events as requested and no total', { ...page(1, 2, 3) }],
		[
			'complete',
			'as many events as the total, but fewer than requested',
			{ ...page(1, 2), total: 2 },
		],
		['unclear', 'as many events as the total and as requested', { ...page(1, 2, 3), total: 3 }],
		[
			'overflows',
			'as many events as requested, but fewer than the total',
			{ ...page(1, 2, 3), total: 9 },
		],
		['unclear', 'fewer events than requested and than the total', { ...page(1, 2), total: 9 }],
		['unclear', 'as many events as requested and a lower total', { ...page(1, 2, 3), total: 0 }],
		['complete', 'no events', { events: [] }],
	])('is %j for a page with %s', (expected, _what, answer) => {
		expect(completeness(answer, 3)).toBe(expected);
	});
});

describe('divide', () => {
	it('continues below the oldest event, including the millisecond that others may share with it', () => {
		expect(divide(page(9, 5, 5, 3), fullRange, 4, 4)).toMatchObject([
			{
				range: { from: start + 3, to: fullRange.to },
				state: 'read',
				events: page(9, 5, 5, 3).events,
			},
			{ range: { from: fullRange.from, to: start + 4 }, state: 'waiting' },
		]);
	});

	it.each([
		['text to the second', '2024-04-01 00:00:00', start + 1000],
		['text to the millisecond', '2024-04-01T00:00:00.000Z', start + 1],
		['text to the microsecond', '2024-04-01T00:00:00.000900Z', start + 1],
		['text to the minute', '2024-04-01 00:00', start + 60_000],
		['a number with a fraction', start + 0.25, start + 1],
	])(
		'continues from a moment that is certainly after the oldest event when its time is %s',
		(_what, shown, to) => {
			const events = [{ start_time: start + 90_000 }, { start_time: shown }];
			const windows = divide({ events }, { from: start - 1000, to: start + 100_000 }, 2, 2);
			expect(windows).toMatchObject([{ events }, { range: { from: start - 1000, to } }]);
		},
	);

	it.each([
		['no order is promised', page(9, 5, 3, 1), Infinity],
		['the promised order is broken', page(9, 3, 5, 1), 4],
		['the order is reversed', page(1, 3, 5, 9), 4],
		['all events share a start time', page(5, 5, 5, 5), 4],
		['there are too few events to prove the order', page(9, 5, 3, 1), 8],
	])('keeps no events of the page when %s', (_what, answer, minOrderedEvents) => {
		const windows = divide(answer, fullRange, 4, minOrderedEvents);
		expect(windows.length).toBeGreaterThan(1);
		expect(windows).not.toContainEqual(expect.objectContaining({ state: 'read' }));
	});

	it('divides a range in half when no event of the page is inside it', () => {
		const range = { from: start + 100, to: start + 900 };
		expect(divide(page(0, 0, 0), range, 3, Infinity)).toMatchObject([
			{ range: { from: start + 500, to: start + 900 } },
			{ range: { from: start + 100, to: start + 500 } },
		]);
	});

	it('does not divide a range of two milliseconds', () => {
		expect(divide(page(1, 1, 1), { from: start, to: start + 2 }, 3, 3)).toBe('indivisible');
	});

	it('does not divide a range without ends when no event has a start time', () => {
		expect(divide({ events: [{}, {}] }, {}, 2, Infinity)).toBe('indivisible');
	});
});
