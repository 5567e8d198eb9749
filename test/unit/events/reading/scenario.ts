import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { readWindows } from '../../../../nodes/HoneyHive/events/reading/readWindows';
import type { Order, ReadOptions } from '../../../../nodes/HoneyHive/events/reading/source';
import { startOf, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from './dice';
import { MemorySource, type Behaviour, type Trouble } from './memorySource';
import { distributions, generate, shownTimes, type Shown, type Stored } from './stored';

const exporting: Behaviour = {
	arrangement: 'shuffled',
	promisesOrder: false,
	counts: 'total',
	bothEnds: false,
	canAskForTimeless: false,
};
const exportingV1: Behaviour = { ...exporting, bothEnds: true, canAskForTimeless: true };
const searching: Behaviour = {
	arrangement: 'descending',
	promisesOrder: true,
	counts: 'nothing',
	bothEnds: true,
	canAskForTimeless: true,
};

/** The generations as documented, and what they may turn out to be. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
	export: exporting,
	'export, newest first': { ...exporting, arrangement: 'descending' },
	'export, oldest first': { ...exporting, arrangement: 'ascending' },
	exportV1: exportingV1,
	'exportV1 on a v2 host': { ...exportingV1, counts: 'hint' },
	'exportV1 on a v2 host, oldest first': {
		...exportingV1,
		counts: 'nothing',
		arrangement: 'ascending',
	},
	'exportV1 with a count that lies': { ...exportingV1, counts: 'lie' },
	search: searching,
	'search with a count that lies': { ...searching, counts: 'lie' },
	'search that breaks its promise of order': { ...searching, arrangement: 'shuffled' },
	'search that is oldest first': { ...searching, arrangement: 'ascending' },
};

export interface Scenario {
	readonly events: readonly Stored[];
	readonly shown: Shown;
	readonly behaviour: string;
	readonly range: TimeRange;
	readonly pageSize: number;
	readonly concurrency: number;
	readonly order: Order;
	readonly seed: number;
}

/** Anything that a project may hold, and any way to ask for it. */
export const scenarios: fc.Arbitrary<Scenario> = fc
	.record({
		count: fc.integer({ min: 0, max: 400 }),
		distribution: fc.constantFrom(...distributions),
		timeless: fc.constantFrom(0, 0, 0.02, 0.3),
		wholeTimes: fc.boolean(),
		shown: fc.constantFrom(...shownTimes),
		behaviour: fc.constantFrom(...Object.keys(behaviours)),
		ends: fc.constantFrom('open', 'open', 'from', 'to', 'both'),
		pageSize: fc.integer({ min: 2, max: 50 }),
		concurrency: fc.integer({ min: 1, max: 10 }),
		order: fc.constantFrom<Order>('newestFirst', 'oldestFirst'),
		seed: fc.nat(),
	})
	.map(({ count, distribution, timeless, wholeTimes, ends, ...rest }) => {
		const events = generate(count, distribution, { seed: rest.seed, timeless, wholeTimes });
		const pageSize = leastPage(rest.behaviour, rest.pageSize);
		return { ...rest, pageSize, events, range: rangeOver(events, ends, rest.seed) };
	});

/** A short page in no order can look like one that keeps the promise. */
function leastPage(behaviour: string, pageSize: number): number {
	return behaviour === 'search that breaks its promise of order'
		? Math.max(15, pageSize)
		: pageSize;
}

/** A range whose ends are moments of the events' own, where boundaries are hardest. */
function rangeOver(events: readonly Stored[], ends: string, seed: number): TimeRange {
	const dice = new Dice(seed ^ 0x5a5a);
	const times = events.flatMap(({ time }) => (time === undefined ? [] : [Math.floor(time)]));
	const [one = 0, other = 0] = [dice.next(), dice.next()].map(
		(place) => times[Math.floor(place * times.length)],
	);
	return {
		...((ends === 'from' || ends === 'both') && { from: Math.min(one, other) }),
		...((ends === 'to' || ends === 'both') && { to: Math.max(one, other) }),
	};
}

/** Runs of a property; another seed, or more of them, can be asked for to look further. */
export function runs(numRuns: number): fc.Parameters<unknown> {
	const { PROPERTY_SEED = '1', PROPERTY_RUNS = String(numRuns) } = process.env;
	return { seed: Number(PROPERTY_SEED), numRuns: Number(PROPERTY_RUNS) };
}

export interface Reading {
	readonly events: HoneyHiveEvent[];
	readonly ids: string[];
	/** Whether the user was told that some events were read by page numbers, which shift. */
	readonly saysPageNumbers: boolean;
	readonly hints: string[];
	readonly source: MemorySource;
	/** What the reading ended with. */
	readonly error?: unknown;
}

/** Reads a scenario to its end. */
export async function read(
	scenario: Scenario,
	options: Partial<ReadOptions> = {},
	trouble: Trouble = {},
): Promise<Reading> {
	const { events: stored, shown, behaviour, range, seed, ...asking } = scenario;
	const source = new MemorySource(stored, shown, behaviourOf(behaviour), seed, trouble);
	const hints: string[] = [];
	const events: HoneyHiveEvent[] = [];
	const settings: ReadOptions = {
		...asking,
		maxEvents: Infinity,
		whenMissing: 'stop',
		handling: seed % 2 === 0 ? 'kept' : 'passedOn',
		onHint: (hint) => hints.push(hint),
		...options,
	};
	let error: unknown;
	try {
		for await (const batch of readWindows(source, range, settings)) {
			for (const event of batch) events.push(event);
			expect(source.asked.length).toBeLessThan(20_000);
		}
	} catch (thrown) {
		error = thrown;
	}
	const ids = events.map(({ event_id }) => String(event_id));
	const saysPageNumbers = hints.some((hint) => hint.includes('page numbers'));
	return { events, ids, saysPageNumbers, hints, source, error };
}

function behaviourOf(name: string): Behaviour {
	const behaviour = behaviours[name];
	if (!behaviour) throw new Error(`There is no behaviour '${name}'`);
	return behaviour;
}

/** The events that belong to a range: those without a time only where nothing is asked of it. */
export function within({ from, to }: TimeRange, events: Iterable<Stored>): Stored[] {
	const isOpen = from === undefined && to === undefined;
	return [...events].filter(({ time }) =>
		time === undefined
			? isOpen
			: (from === undefined || time >= from) && (to === undefined || time <= to),
	);
}

export function idsOf(events: Iterable<Stored>): string[] {
	return [...events].map(({ id }) => id);
}

/** Where events stand in an order: by start as shown, those without one last. */
export function placesOf(events: readonly HoneyHiveEvent[], order: Order): number[] {
	const sign = order === 'newestFirst' ? -1 : 1;
	return events.map((event) => {
		const start = startOf(event);
		return start === undefined ? Infinity : sign * start;
	});
}

export function ascending(places: readonly number[]): number[] {
	return [...places].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

export function expectOrder(events: readonly HoneyHiveEvent[], order: Order): void {
	const places = placesOf(events, order);
	expect(places).toEqual(ascending(places));
}

export function expectEachOnce(ids: readonly string[]): void {
	const seen = new Set<string>();
	expect(ids.filter((id) => seen.has(id) || !seen.add(id))).toEqual([]);
}
