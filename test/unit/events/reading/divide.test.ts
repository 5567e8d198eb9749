import { completeness, judge } from '../../../../nodes/HoneyHive/events/reading/divide';

const start = Date.UTC(2024, 3, 1);

/** A page of events that began so many milliseconds after the start. */
const page = (...offsets: number[]) => ({
	events: offsets.map((offset, index) => ({ event_id: `${index}`, start_time: start + offset })),
});

const wide = { from: start - 1000, to: start + 1000 };

describe('Whether an answer is complete', () => {
	it.each([
		['fewer than asked for, no total', { ...page(1, 2) }, 'complete'],
		['as many as asked for, no total', { ...page(1, 2, 3) }, 'overflows'],
		['as many as the total, fewer than asked for', { ...page(1, 2), total: 2 }, 'complete'],
		['as many as the total and as asked for', { ...page(1, 2, 3), total: 3 }, 'unclear'],
		['as many as asked for, fewer than the total', { ...page(1, 2, 3), total: 9 }, 'overflows'],
		['fewer than asked for, and than the total', { ...page(1, 2), total: 9 }, 'unclear'],
		['as many as asked for, and a total below', { ...page(1, 2, 3), total: 0 }, 'unclear'],
		['fewer than a count that may mean anything', { ...page(1, 2), countHint: 9 }, 'unclear'],
		['as many as asked for, and such a count', { ...page(1, 2, 3), countHint: 9 }, 'overflows'],
		['none', { events: [] }, 'complete'],
	])('%s', (_what, answer, expected) => {
		expect(completeness(answer, 3)).toBe(expected);
	});
});

describe('Judging a page that is not all', () => {
	it('goes on below the oldest event, whose own millisecond others may share', () => {
		expect(judge(page(9, 5, 5, 3), wide, 4, 4)).toMatchObject({
			parts: [
				{ window: { from: start + 3, to: wide.to }, events: page(9, 5, 5, 3).events },
				{ window: { from: wide.from, to: start + 4 } },
			],
		});
	});

	it.each([
		['text to the second', '2024-04-01 00:00:00', start + 1000],
		['text to the millisecond', '2024-04-01T00:00:00.000Z', start + 1],
		['text to the microsecond', '2024-04-01T00:00:00.000900Z', start + 1],
		['text to the minute', '2024-04-01 00:00', start + 60_000],
		['a number with a fraction', start + 0.25, start + 1],
	])('goes on from where the oldest event surely is not any more (%s)', (_what, shown, to) => {
		const events = [{ start_time: start + 90_000 }, { start_time: shown }];
		const verdict = judge({ events }, { from: start - 1000, to: start + 100_000 }, 2, 2);
		expect(verdict).toMatchObject({ parts: [{ events }, { window: { from: start - 1000, to } }] });
	});

	it.each([
		['no order is promised', page(9, 5, 3, 1), Infinity],
		['the promise is broken', page(9, 3, 5, 1), 4],
		['it is the other way round', page(1, 3, 5, 9), 4],
		['only one moment is to be seen', page(5, 5, 5, 5), 4],
		['too few events show it', page(9, 5, 3, 1), 8],
	])('takes nothing for read where %s', (_what, answer, orderedFrom) => {
		const verdict = judge(answer, wide, 4, orderedFrom);
		expect(verdict).not.toBe('uncuttable');
		if (verdict === 'uncuttable') return;
		expect(verdict.parts.length).toBeGreaterThan(1);
		expect(verdict.parts.some((part) => 'events' in part)).toBe(false);
	});

	it('cuts in the middle where the times seen are all outside', () => {
		const window = { from: start + 100, to: start + 900 };
		expect(judge(page(0, 0, 0), window, 3, Infinity)).toEqual({
			parts: [
				{ window: { from: start + 500, to: start + 900 } },
				{ window: { from: start + 100, to: start + 500 } },
			],
		});
	});

	it('does not cut a window as narrow as its neighbours’ shared ends', () => {
		expect(judge(page(1, 1, 1), { from: start, to: start + 2 }, 3, 3)).toBe('uncuttable');
	});

	it('does not cut where no time is to be seen and no end is known', () => {
		expect(judge({ events: [{}, {}] }, {}, 2, Infinity)).toBe('uncuttable');
	});
});
