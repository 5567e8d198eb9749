import { readWindows } from '../../../../nodes/HoneyHive/events/reading/readWindows';
import type { ReadOptions } from '../../../../nodes/HoneyHive/events/reading/source';
import { LargeSource, month, startsOf, workloads } from './largeSource';

type GenerationName = 'export' | 'search';

const anyWorkload = Object.keys(workloads);

/** How a large number of events was read. */
interface Count {
	readonly requests: number;
	/** Times that the reader waited for answers before the first events came out. */
	readonly roundsToFirst: number;
}

async function count(
	generation: GenerationName,
	workload: string,
	events: number,
	options: Partial<ReadOptions> = {},
): Promise<Count> {
	const source = new LargeSource(startsOf(workload, events), generation);
	let returned = 0;
	let roundsToFirst = 0;
	const settings = { onHint: () => undefined, ...options };
	for await (const window of readWindows(source, month, settings)) {
		roundsToFirst ||= source.rounds;
		returned += window.length;
	}
	expect(returned).toBe(Math.min(events, options.maxEvents ?? Infinity));
	return { requests: source.requests, roundsToFirst };
}

/** With full pages. Where no order is promised, the first page only shows where to cut. */
function fewest(generation: GenerationName, events: number): number {
	return generation === 'search' ? events / 1000 : 1 + Math.ceil(events / 7500);
}

async function ratios(
	generation: GenerationName,
	events: number,
	names: string[],
	concurrency: number,
) {
	const all: number[] = [];
	for (const workload of names) {
		const { requests } = await count(generation, workload, events, { concurrency });
		all.push(requests / fewest(generation, events));
	}
	return all;
}

describe.each([4, 16])('Return All with %i requests at a time', (concurrency) => {
	describe.each(['export', 'search'] as const)('over %s', (generation) => {
		it.each([
			[10_000, anyWorkload],
			[30_000, anyWorkload],
			[100_000, anyWorkload],
			[300_000, ['days and nights']],
		])(
			'sends at most 1.2 times the fewest requests for %i events on average',
			async (events, names) => {
				const all = await ratios(generation, events, names, concurrency);
				const average = all.reduce((sum, ratio) => sum + ratio, 0) / all.length;
				expect(average).toBeLessThanOrEqual(1.2);
				expect(Math.max(...all)).toBeLessThanOrEqual(1.25);
			},
		);
	});
});

it('Return All over export sends at most 1.2 times the fewest requests for a million events', async () => {
	const { requests } = await count('export', 'long sessions', 1_000_000);
	expect(requests / fewest('export', 1_000_000)).toBeLessThanOrEqual(1.2);
});

describe('Limit', () => {
	it.each([
		['search', 500, 1],
		['search', 3000, 4],
		['search', 20_000, 26],
		['export', 500, 3],
		['export', 3000, 3],
		['export', 20_000, 6],
	] as const)(
		'over %s, %i of 100,000 events take at most %i requests',
		async (generation, maxEvents, max) => {
			for (const concurrency of [4, 16]) {
				const options = { maxEvents, concurrency };
				const { requests } = await count(generation, 'days and nights', 100_000, options);
				expect(requests).toBeLessThanOrEqual(max);
			}
		},
	);

	it('over search, the oldest events take no more requests than it takes to find them by halving the time', async () => {
		for (const maxEvents of [1, 500, 3000]) {
			const options = { maxEvents, order: 'oldestFirst' } as const;
			const { requests } = await count('search', 'days and nights', 100_000, options);
			expect(requests).toBeLessThanOrEqual(20);
		}
	});

	it.each(['export', 'search'] as const)(
		'over %s, all events take one request when they fit on one page, whatever is wanted',
		async (generation) => {
			for (const maxEvents of [900, 3000, Infinity]) {
				const { requests } = await count(generation, 'uniform', 900, { maxEvents });
				expect(requests).toBe(1);
			}
		},
	);
});

it('The first events come with the first answer where the order is promised, and else with the next', async () => {
	const first = async (generation: GenerationName) =>
		(await count(generation, 'uniform', 100_000)).roundsToFirst;
	expect(await first('search')).toBe(1);
	expect(await first('export')).toBe(2);
});
