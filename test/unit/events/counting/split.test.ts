import fc from 'fast-check';

import { countEvents, type Count } from '../../../../nodes/HoneyHive/events/counting/count';
import type { PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import { split } from '../../../../nodes/HoneyHive/events/counting/split';
import { runs } from '../reading/scenario';

/** Counts the times in a range that includes both ends, as the API does. */
function source(times: readonly number[]) {
	const asked: Array<{ from: number; to: number }> = [];
	const count = async ({ from, to }: { from: number; to: number }) => {
		asked.push({ from, to });
		return times.filter((time) => time >= from && time <= to).length;
	};
	return { asked, count };
}

const span = { from: 1_700_000_000_000, to: 1_700_000_000_000 + 86_400_000 };

const times = fc.array(
	fc.oneof(
		fc.integer({ min: 0, max: 86_399_999 }),
		fc.double({ min: 0, max: 1000, noNaN: true }),
		fc.constantFrom(43_200_000, 43_200_001, 500),
	),
	{ maxLength: 60 },
);

describe('Splitting a date range', () => {
	it('returns ranges without gaps that include each event once and do not exceed the maximum', async () => {
		await fc.assert(
			fc.asyncProperty(
				times,
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 4 }),
				async (offsets, maxEvents, concurrency) => {
					const all = offsets.map((offset) => span.from + offset);
					const ranges = await split(source(all).count, span, { maxEvents, concurrency });

					expect(ranges[0]?.from).toBe(span.from);
					expect(ranges.at(-1)?.to).toBe(span.to);
					ranges.forEach(({ from, to, events }, index) => {
						if (index > 0) expect(from).toBe(ranges[index - 1]?.to);
						expect(to).toBeGreaterThan(from);
						expect(all.filter((time) => time >= from && time < to)).toHaveLength(events);
						if (to - from > 1) expect(events).toBeLessThanOrEqual(maxEvents);
					});
				},
			),
			runs(300),
		);
	});

	it('keeps the events of one millisecond together, and stops counting there', async () => {
		const { asked, count } = source(Array.from({ length: 30 }, () => span.from + 777));
		const ranges = await split(count, span, { maxEvents: 10, concurrency: 1 });
		expect(ranges).toContainEqual({ from: span.from + 777, to: span.from + 778, events: 30 });
		expect(asked.length).toBeLessThan(2 * 2 * 28);
	});

	it('joins neighbors that fit together', async () => {
		const { count } = source([span.from + 1, span.from + 2, span.to - 1]);
		expect(await split(count, span, { maxEvents: 3, concurrency: 2 })).toEqual([
			{ ...span, events: 3 },
		]);
	});

	it('gives up when it takes too many counts', async () => {
		const crowded = async ({ from, to }: { from: number; to: number }) => to - from;
		await expect(split(crowded, span, { maxEvents: 1, concurrency: 4 })).rejects.toThrow(Refusal);
	});
});

describe('Counting events', () => {
	/** @param answer what an answer says besides whether the event is there */
	function pages(there: number, answer: object) {
		const asked: PageRequest[] = [];
		const fetchPage = async (request: PageRequest) => {
			asked.push(request);
			return { events: request.page <= there ? [{}] : [], ...answer };
		};
		return { asked, fetchPage };
	}

	it('takes the total where there is one', async () => {
		const { asked, fetchPage } = pages(3, { total: 7 });
		expect(await countEvents(fetchPage)).toEqual({ events: 7, by: 'total' } satisfies Count);
		expect(asked).toEqual([{ limit: 1, page: 1 }]);
	});

	it('asks which events there are where no total is promised, whatever the answer hints at', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 5_000 }),
				fc.option(fc.nat({ max: 10_000 })),
				async (there, hint) => {
					const { asked, fetchPage } = pages(there, hint === null ? {} : { countHint: hint });
					expect(await countEvents(fetchPage)).toEqual({ events: there, by: 'pages' });
					expect(asked.length).toBeLessThan(40);
				},
			),
			runs(200),
		);
	});

	it('needs two questions more where the hint is right', async () => {
		const { asked, fetchPage } = pages(1_000_000, { countHint: 1_000_000 });
		expect(await countEvents(fetchPage)).toEqual({ events: 1_000_000, by: 'pages' });
		expect(asked).toHaveLength(3);
	});
});
