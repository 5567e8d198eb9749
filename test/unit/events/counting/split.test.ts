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

const fullRange = { from: 1_700_000_000_000, to: 1_700_000_000_000 + 86_400_000 };

const times = fc.array(
	fc.oneof(
		fc.integer({ min: 0, max: 86_399_999 }),
		fc.double({ min: 0, max: 1000, noNaN: true }),
		fc.constantFrom(43_200_000, 43_200_001, 500),
	),
	{ maxLength: 60 },
);

describe('split', () => {
	it('returns ranges without gaps that contain each event once and stay within the maximum', async () => {
		await fc.assert(
			fc.asyncProperty(
				times,
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 4 }),
				async (offsets, maxEvents, concurrency) => {
					const all = offsets.map((offset) => fullRange.from + offset);
					const ranges = await split(source(all).count, fullRange, { maxEvents, concurrency });

					expect(ranges[0]?.from).toBe(fullRange.from);
					expect(ranges.at(-1)?.to).toBe(fullRange.to);
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

	it('does not divide a millisecond that holds more events than the maximum', async () => {
		const { asked, count } = source(Array.from({ length: 30 }, () => fullRange.from + 777));
		const ranges = await split(count, fullRange, { maxEvents: 10, concurrency: 1 });
		expect(ranges).toContainEqual({
			from: fullRange.from + 777,
			to: fullRange.from + 778,
			events: 30,
		});
		expect(asked.length).toBeLessThan(2 * 2 * 28);
	});

	it('joins neighboring ranges that fit into one', async () => {
		const { count } = source([fullRange.from + 1, fullRange.from + 2, fullRange.to - 1]);
		expect(await split(count, fullRange, { maxEvents: 3, concurrency: 2 })).toEqual([
			{ ...fullRange, events: 3 },
		]);
	});

	it('refuses a split where the date range has no effect', async () => {
		const count = async () => 30;
		await expect(split(count, fullRange, { maxEvents: 10, concurrency: 1 })).rejects.toThrow(
			'ignores the date range',
		);
	});

	it('returns no events if all start at the excluded end', async () => {
		const { asked, count } = source([fullRange.to]);
		const ranges = await split(count, fullRange, { maxEvents: 1, concurrency: 1 });
		expect(ranges).toEqual([{ ...fullRange, events: 0 }]);
		expect(asked).toHaveLength(3);
	});

	it('refuses a split that would take too many counts', async () => {
		const crowded = async ({ from, to }: { from: number; to: number }) => to - from;
		await expect(split(crowded, fullRange, { maxEvents: 1, concurrency: 4 })).rejects.toThrow(
			Refusal,
		);
	});
});

describe('countEvents', () => {
	/** @param counts what each response contains besides its events */
	function pages(stored: number, counts: object) {
		const asked: PageRequest[] = [];
		const fetchPage = async (request: PageRequest) => {
			asked.push(request);
			return { events: request.page <= stored ? [{}] : [], ...counts };
		};
		return { asked, fetchPage };
	}

	it('returns the total if the response has one', async () => {
		const { asked, fetchPage } = pages(3, { total: 7 });
		expect(await countEvents(fetchPage)).toEqual({ events: 7, isStated: true } satisfies Count);
		expect(asked).toEqual([{ limit: 1, page: 1 }]);
	});

	it('counts by page numbers if the response has no total', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat({ max: 5_000 }), async (stored) => {
				const { asked, fetchPage } = pages(stored, {});
				expect(await countEvents(fetchPage)).toEqual({ events: stored, isStated: stored <= 1 });
				expect(asked.length).toBeLessThan(40);
			}),
			runs(200),
		);
	});

	it('gives up once every page number has an event', async () => {
		const { asked, fetchPage } = pages(Infinity, {});
		await expect(countEvents(fetchPage)).rejects.toThrow('every page number up to 1073741824');
		expect(asked).toHaveLength(31);
	});

	it('gives up when the same event is on five pages in a row', async () => {
		const fetchPage = async () => ({ events: [{ event_id: 'a' }] });
		await expect(countEvents(fetchPage)).rejects.toThrow('the same events on 5 pages in a row');
	});

	it.each([
		[0, 1],
		[1, 2],
	])(
		'counts %i events with %i requests, as no total can be told from such a count',
		async (stored, requests) => {
			const { asked, fetchPage } = pages(stored, {});
			expect(await countEvents(fetchPage)).toEqual({ events: stored, isStated: true });
			expect(asked).toHaveLength(requests);
		},
	);
});
