import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { readWindows } from '../../../../nodes/HoneyHive/events/reading/readWindows';
import type { Order, ReadOptions } from '../../../../nodes/HoneyHive/events/reading/source';
import { startOf, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from './dice';
import { MemorySource, type Behavior, type Trouble } from './memorySource';
import { distributions, generate, shownTimes, type Shown, type Stored } from './stored';

const exporting: Behavior = {
	arrangement: 'shuffled',
	promisesOrder: false,
	counts: 'total',
	bothEnds: false,
	canAskForMissingStart: false,
};
const exportingV1: Behavior = { ...exporting, bothEnds: true, canAskForMissingStart: true };
const searching: Behavior = {
	arrangement: 'descending',
	promisesOrder: true,
	counts: 'nothing',
	bothEnds: true,
	canAskForMissingStart: true,
};

/** The generations as documented, and what they may turn out to be. */
export const behaviors: Readonly<Record<string, Behavior>> = {
	export: exporting,
	'export, newest first': { ...exporting, arrangement: 'descending' },
	'export, oldest first': { ...exporting, arrangement: 'ascending' },
	exportV1: exportingV1,
	'exportV1 on a v2 host': { ...exportingV1, counts: 'count' },
	'exportV1 on a v2 host, oldest first': {
		...exportingV1,
		counts: 'nothing',
		arrangement: 'ascending',
	},
	'exportV1 with a count that lies': { ...exportingV1, counts: 'lie' },
	search: searching,
	'search with a count': { ...searching, counts: 'count' },
	'search with a count that lies': { ...searching, counts: 'lie' },
	'search that breaks its promise of order': { ...searching, arrangement: 'shuffled' },
	'search that is oldest first': { ...searching, arrangement: 'ascending' },
};

export interface Scenario {
	readonly events: readonly Stored[];
	readonly shown: Shown;
	readonly behavior: string;
	readonly range: TimeRange;
	readonly pageSize: number;
	readonly concurrency: number;
	readonly order: Order;
	readonly seed: number;
}

/** Anything that a project may contain, and any way to read it. */
export const scenarios: fc.Arbitrary<Scenario> = fc
	.record({
		count: fc.integer({ min: 0, max: 400 }),
		distribution: fc.constantFrom(...distributions),
		withoutStart: fc.constantFrom(0, 0, 0.02, 0.3),
		wholeTimes: fc.boolean(),
		shown: fc.constantFrom(...shownTimes),
		behavior: fc.constantFrom(...Object.keys(behaviors)),
		ends: fc.constantFrom('open', 'open', 'from', 'to', 'both'),
		pageSize: fc.integer({ min: 2, max: 50 }),
		concurrency: fc.integer({ min: 1, max: 10 }),
		order: fc.constantFrom<Order>('newestFirst', 'oldestFirst'),
		seed: fc.nat(),
	})
	.map(({ count, distribution, withoutStart, wholeTimes, ends, ...rest }) => {
		const events = generate(count, distribution, { seed: rest.seed, withoutStart, wholeTimes });
		const pageSize = minPageSize(rest.behavior, rest.pageSize);
		return { ...rest, pageSize, events, range: rangeOver(events, ends, rest.seed) };
	});

/** A short page in random order can look like one that keeps the promise. */
function minPageSize(behavior: string, pageSize: number): number {
	return behavior === 'search that breaks its promise of order' ? Math.max(15, pageSize) : pageSize;
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

/** Runs of a property. Set PROPERTY_SEED or PROPERTY_RUNS to explore further. */
export function runs(numRuns: number): fc.Parameters<unknown> {
	const { PROPERTY_SEED = '1', PROPERTY_RUNS = String(numRuns) } = process.env;
	return { seed: Number(PROPERTY_SEED), numRuns: Number(PROPERTY_RUNS) };
}

export interface Reading {
	readonly events: HoneyHiveEvent[];
	readonly ids: string[];
	/** Whether a hint says that some events were read by page number. */
	readonly saysPageNumbers: boolean;
	readonly hints: string[];
	readonly source: MemorySource;
	/** What the reading threw. */
	readonly error?: unknown;
}

/** Reads a scenario to its end. */
export async function read(
	scenario: Scenario,
	options: Partial<ReadOptions> = {},
	trouble: Trouble = {},
): Promise<Reading> {
	const { events: stored, shown, behavior, range, seed, ...asking } = scenario;
	const source = new MemorySource(stored, shown, behaviorOf(behavior), seed, trouble);
	const hints: string[] = [];
	const events: HoneyHiveEvent[] = [];
	const settings: ReadOptions = {
		...asking,
		memory: seed % 2 === 0 ? 'all' : 'bounded',
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
	const saysPageNumbers = hints.some((hint) => hint.includes('page number'));
	return { events, ids, saysPageNumbers, hints, source, error };
}

function behaviorOf(name: string): Behavior {
	const behavior = behaviors[name];
	if (!behavior) throw new Error(`There is no behavior '${name}'`);
	return behavior;
}

/** The events that belong to a range; those without a time belong only to the range without ends. */
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

/**
 * The places of events in an order: by the millisecond of their start as shown, those without one last.
 * HoneyHive documents whole milliseconds. While data change, or where only some events of a crowded
 * millisecond are wanted, nothing is promised about parts of one.
 */
export function placesOf(events: readonly HoneyHiveEvent[], order: Order): number[] {
	const sign = order === 'newestFirst' ? -1 : 1;
	return events.map((event) => {
		const start = startOf(event);
		return start === undefined ? Infinity : sign * Math.floor(start);
	});
}

export function ascending(places: readonly number[]): number[] {
	return [...places].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

export function expectOrder(events: readonly HoneyHiveEvent[], order: Order): void {
	const places = placesOf(events, order);
	expect(places).toEqual(ascending(places));
}
