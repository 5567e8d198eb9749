import { rangeIgnored } from '../reading/missing';
import { Refusal } from '../refusal';
import type { TimeRange } from '../time';

/** A range in UTC milliseconds that includes its start and excludes its end. */
export interface HalfOpenRange {
	readonly from: number;
	readonly to: number;
}

/** A range with the number of events that start in it. */
export interface CountedRange extends HalfOpenRange {
	readonly events: number;
}

export interface SplitOptions {
	/** Max number of events in a range, unless more start in one millisecond. */
	readonly maxEvents: number;
	/** Max number of counts in flight at the same time. */
	readonly concurrency: number;
}

/** It takes about four counts for each range that is returned. After this many, splitting is given up. */
const maxCounts = 20_000;

/**
 * Splits a range into ranges with at most `maxEvents` events each, without a gap or an overlap. It halves
 * what is too full, and joins neighbors that fit together.
 *
 * @param count counts the events of a range that includes both ends, as the API's ranges do
 * @throws Refusal when it takes too many counts, or the date range has no effect
 */
export async function split(
	count: (range: Required<TimeRange>) => Promise<number>,
	whole: HalfOpenRange,
	{ maxEvents, concurrency }: SplitOptions,
): Promise<CountedRange[]> {
	const counter = new Counter(count);
	const events = await counter.countWhole(whole);
	const fitting: CountedRange[] = [];
	let open: CountedRange[] = [{ ...whole, events }];
	while (open.length > 0) {
		fitting.push(...open.filter((range) => !canBeHalved(range, maxEvents)));
		const full = open.filter((range) => canBeHalved(range, maxEvents));
		open = await halveAll(full, counter, concurrency);
	}
	fitting.sort((one, other) => one.from - other.from);
	return joinNeighbors(fitting, maxEvents);
}

function canBeHalved({ from, to, events }: CountedRange, maxEvents: number): boolean {
	return events > maxEvents && to - from > 1;
}

async function halveAll(
	ranges: readonly CountedRange[],
	counter: Counter,
	concurrency: number,
): Promise<CountedRange[]> {
	const waiting = [...ranges];
	const halves: CountedRange[] = [];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			halves.push(...(await halve(next, counter)));
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return halves;
}

/** The second half has what the first half lacks. If the first has more than both had, events arrived. */
async function halve(
	{ from, to, events }: CountedRange,
	counter: Counter,
): Promise<CountedRange[]> {
	const middle = from + Math.floor((to - from) / 2);
	const first = await counter.countWithoutEnd({ from, to: middle });
	return [
		{ from, to: middle, events: first },
		{ from: middle, to, events: Math.max(0, events - first) },
	];
}

function joinNeighbors(ranges: readonly CountedRange[], maxEvents: number): CountedRange[] {
	const joined: CountedRange[] = [];
	for (const range of ranges) {
		const last = joined.at(-1);
		const events = (last?.events ?? 0) + range.events;
		if (last && events <= maxEvents) joined[joined.length - 1] = { ...last, to: range.to, events };
		else joined.push(range);
	}
	return joined;
}

class Counter {
	private counted = 0;

	constructor(private readonly count: (range: Required<TimeRange>) => Promise<number>) {}

	/** @throws Endless when the moment after the range and the moment at its start both have all events */
	async countWhole(whole: HalfOpenRange): Promise<number> {
		const { from } = whole;
		const { withEnd, atEnd } = await this.counts(whole);
		const hasAllAtEnd = withEnd > 0 && atEnd >= withEnd;
		if (hasAllAtEnd && (await this.count({ from, to: from })) > 0) throw rangeIgnored();
		return Math.max(0, withEnd - atEnd);
	}

	async countWithoutEnd(range: HalfOpenRange): Promise<number> {
		const { withEnd, atEnd } = await this.counts(range);
		return Math.max(0, withEnd - atEnd);
	}

	/** The API's ranges include their end, so what starts exactly then is to be subtracted. */
	private async counts({ from, to }: HalfOpenRange) {
		this.counted += 2;
		if (this.counted > maxCounts) throw tooManyCounts();
		const [withEnd, atEnd] = await Promise.all([
			this.count({ from, to }),
			this.count({ from: to, to }),
		]);
		return { withEnd, atEnd };
	}
}

function tooManyCounts(): Refusal {
	return new Refusal(
		`'Events per Window' leads to more than ${maxCounts} requests for this date range`,
		'Set it to a larger number, or choose a shorter date range.',
	);
}
