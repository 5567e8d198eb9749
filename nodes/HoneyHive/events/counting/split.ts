import { Refusal } from '../refusal';
import type { TimeRange } from '../time';

/** A stretch of time from a moment up to another that does not belong to it, in UTC milliseconds. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** A stretch with the number of events that begin in it. */
export interface CountedStretch extends Stretch {
	readonly events: number;
}

export interface SplitOptions {
	/** Most events in a stretch, unless more begin in one millisecond. */
	readonly mostEvents: number;
	/** Counts under way at the same time. */
	readonly concurrency: number;
}

/** Counts after which it is given up: it takes about four for each stretch that comes out. */
const mostCounts = 20_000;

/**
 * Divides a stretch of time into such that hold no more than so many events each, without a gap or an
 * overlap: halves what is too full, and joins neighbours that fit together.
 *
 * @param count events of a range that holds both of its ends, as the API's ranges do
 * @throws Refusal when it takes too many counts
 */
export async function split(
	count: (range: Required<TimeRange>) => Promise<number>,
	whole: Stretch,
	options: SplitOptions,
): Promise<CountedStretch[]> {
	const counter = new Counter(count);
	const events = await counter.countWithoutEnd(whole);
	const done: CountedStretch[] = [];
	let open: CountedStretch[] = [{ ...whole, events }];
	while (open.length > 0) {
		const [full, fitting] = partition(open, (one) => canBeCut(one, options.mostEvents));
		done.push(...fitting);
		open = await halveAll(full, counter, options.concurrency);
	}
	done.sort((one, other) => one.from - other.from);
	return joinNeighbours(done, options.mostEvents);
}

function canBeCut({ from, to, events }: CountedStretch, mostEvents: number): boolean {
	return events > mostEvents && to - from > 1;
}

async function halveAll(
	stretches: readonly CountedStretch[],
	counter: Counter,
	concurrency: number,
): Promise<CountedStretch[]> {
	const waiting = [...stretches];
	const halves: CountedStretch[] = [];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			halves.push(...(await halve(next, counter)));
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return halves;
}

/** What the first half does not hold, the second does. More than there were have arrived meanwhile. */
async function halve(
	{ from, to, events }: CountedStretch,
	counter: Counter,
): Promise<CountedStretch[]> {
	const middle = from + Math.floor((to - from) / 2);
	const first = await counter.countWithoutEnd({ from, to: middle });
	return [
		{ from, to: middle, events: first },
		{ from: middle, to, events: Math.max(0, events - first) },
	];
}

function joinNeighbours(
	stretches: readonly CountedStretch[],
	mostEvents: number,
): CountedStretch[] {
	const joined: CountedStretch[] = [];
	for (const stretch of stretches) {
		const last = joined.at(-1);
		const events = (last?.events ?? 0) + stretch.events;
		if (last && events <= mostEvents)
			joined[joined.length - 1] = { ...last, to: stretch.to, events };
		else joined.push(stretch);
	}
	return joined;
}

class Counter {
	private counts = 0;

	constructor(private readonly count: (range: Required<TimeRange>) => Promise<number>) {}

	/** The API's ranges hold their end: what begins just then is taken off again. */
	async countWithoutEnd({ from, to }: Stretch): Promise<number> {
		this.counts += 2;
		if (this.counts > mostCounts) throw tooMany();
		const [withEnd, atEnd] = await Promise.all([
			this.count({ from, to }),
			this.count({ from: to, to }),
		]);
		return Math.max(0, withEnd - atEnd);
	}
}

function tooMany(): Refusal {
	return new Refusal(
		`'Events per Window' leads to more than ${mostCounts} requests for this date range`,
		'Set it to more, or choose a shorter date range.',
	);
}

function partition<Item>(
	items: readonly Item[],
	isFirst: (item: Item) => boolean,
): [Item[], Item[]] {
	return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
