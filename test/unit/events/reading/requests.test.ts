import { readWindows } from '../../../../nodes/HoneyHive/events/reading/readWindows';
import type { Memory, ReadOptions } from '../../../../nodes/HoneyHive/events/reading/source';
import { LargeSource, month, startsOf, workloads } from './largeSource';

type GenerationName = 'export' | 'search';

const anyWorkload = Object.keys(workloads);

/** How a large number of events was read. */
interface Count {
	readonly requests: number;
	/** Times that the reader waited for answers. */
	readonly rounds: number;
	/** The same before the first events came out. */
	readonly roundsToFirst: number;
	/** Max number of events that had been received, but not returned. */
	readonly held: number;
}

const sources = new Map<string, LargeSource>();

/** A source takes longer to make than to read. */
function sourceOf(generation: GenerationName, workload: string, events: number): LargeSource {
	const name = `${generation} ${workload} ${events}`;
	const source = sources.get(name) ?? new LargeSource(startsOf(workload, events), generation);
	sources.set(name, source);
	source.forgetRequests();
	return source;
}

async function count(
	generation: GenerationName,
	workload: string,
	events: number,
	options: Partial<ReadOptions> = {},
): Promise<Count> {
	const source = sourceOf(generation, workload, events);
	let [returned, roundsToFirst, held] = [0, 0, 0];
	const settings = { onHint: () => undefined, ...options };
	for await (const window of readWindows(source, month, settings)) {
		roundsToFirst ||= source.rounds;
		held = Math.max(held, source.sent - returned);
		returned += window.length;
	}
	expect(returned).toBe(Math.min(events, options.maxEvents ?? Infinity));
	return { requests: source.requests, rounds: source.rounds, roundsToFirst, held };
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

describe('Return All over search, with 16 requests at a time', () => {
	/** How many times longer it took than 16 full pages at a time would. */
	const slowness = async (workload: string, events: number, memory: Memory) => {
		const { rounds, held } = await count('search', workload, events, { memory });
		return { slowness: rounds / (events / 1000 / 16), held };
	};

	it.each(anyWorkload)(
		'keeps almost all of them busy however events are spread (%s)',
		async (workload) => {
			expect((await slowness(workload, 300_000, 'all')).slowness).toBeLessThanOrEqual(1.6);
		},
	);

	it.each(anyWorkload)('keeps half of them busy within bounded memory (%s)', async (workload) => {
		const { slowness: bounded, held } = await slowness(workload, 300_000, 'bounded');
		expect(bounded).toBeLessThanOrEqual(2.5);
		expect(held).toBeLessThanOrEqual(100_000);
	});
});

describe('Limit', () => {
	it.each([
		['search', 500, 1],
		['search', 3000, 4],
		['search', 20_000, 27],
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

	it('over search, the oldest events of a range without a beginning take few requests, also where no total is stated', async () => {
		const starts = startsOf('days and nights', 100_000);
		for (const statesTotals of [true, false]) {
			for (const maxEvents of [1, 500, 3000]) {
				const source = new LargeSource(starts, 'search', statesTotals);
				const settings = { onHint: () => undefined, order: 'oldestFirst', maxEvents } as const;
				let returned = 0;
				for await (const window of readWindows(source, {}, settings)) returned += window.length;
				expect(returned).toBe(maxEvents);
				expect(source.requests).toBeLessThanOrEqual(25);
			}
		}
	});

	it('over search, a burst at the end of a quiet year does not lead through the year in small steps', async () => {
		const end = Date.UTC(2026, 3, 1);
		const burst = Array.from({ length: 20 }, (_, index) => end - index);
		const quiet = Array.from({ length: 20 }, (_, index) => end - index * 18 * 86_400_000);
		const source = new LargeSource([...burst, ...quiet], 'search', false);
		const settings = { onHint: () => undefined, maxEvents: 50, pageSize: 14, concurrency: 9 };
		let returned = 0;
		for await (const window of readWindows(source, {}, settings)) returned += window.length;
		expect(returned).toBe(40);
		expect(source.requests).toBeLessThanOrEqual(6);
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
