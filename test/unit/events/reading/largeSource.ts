import type { Located } from '../../../../nodes/HoneyHive/events/event';
import type { Page, PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import type { EventSource } from '../../../../nodes/HoneyHive/events/reading/source';
import type { TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from './dice';

const { floor, imul } = Math;

/**
 * A source of up to a million events that finds a window by binary search, so that requests can be
 * counted at the sizes that matter. `search` returns the newest first, `export` in an order that looks
 * random. All requests of a round are answered together, as by a server that is far away.
 */
export class LargeSource implements EventSource<Located> {
	readonly newestFirst: boolean;

	readonly maxPageSize: number;

	requests = 0;

	/** Times that the reader waited for answers. */
	rounds = 0;

	/** Events in all answers. */
	sent = 0;

	private round: Promise<void> | undefined;

	/** In the order of their start. */
	private readonly starts: Float64Array;

	/** Indexes of `starts` in the order of an export. */
	private readonly shuffled: Uint32Array;

	constructor(
		starts: readonly number[],
		generation: 'export' | 'search',
		private readonly statesTotals = true,
	) {
		this.newestFirst = generation === 'search';
		this.maxPageSize = this.newestFirst ? 1000 : 7500;
		this.starts = Float64Array.from(starts).sort();
		this.shuffled = shuffle(this.starts.length, floor(starts[0] ?? 0));
	}

	forgetRequests(): void {
		this.requests = 0;
		this.rounds = 0;
		this.sent = 0;
	}

	async count(range: TimeRange): Promise<number> {
		return (await this.fetchPage(range, { limit: 1, page: 1 })).total ?? 0;
	}

	async fetchPage(range: TimeRange, { limit, page }: PageRequest): Promise<Page<Located>> {
		this.requests += 1;
		await this.nextRound();
		const first = this.firstAt(range.from ?? -Infinity);
		const end = this.firstAt((range.to ?? Infinity) + 0.001);
		const total = end - first;
		const skipped = (page - 1) * limit;
		const found = this.newestFirst
			? newestOf(first, end, skipped, limit)
			: this.anyOf(first, end, skipped, limit);
		this.sent += found.length;
		const events = found.map((index) => ({
			event_id: String(index),
			start_time: this.starts[index],
		}));
		if (!this.statesTotals) return { events };
		return total > events.length || !this.newestFirst ? { events, total } : { events };
	}

	fetchStarts = this.fetchPage.bind(this);

	affectsEveryRequest = () => false;

	dependsOnRange = () => true;

	private async nextRound(): Promise<void> {
		this.round ??= new Promise((resolve) => {
			setImmediate(() => {
				this.round = undefined;
				this.rounds += 1;
				resolve();
			});
		});
		await this.round;
	}

	private anyOf(first: number, end: number, skipped: number, limit: number): number[] {
		// The order of a page that holds all is of no interest, and to find it would take long.
		if (skipped === 0 && end - first <= limit) return newestOf(first, end, 0, limit);
		const found: number[] = [];
		let left = skipped;
		const wanted = Math.min(limit, Math.max(0, end - first - skipped));
		for (const index of this.shuffled) {
			if (found.length === wanted) break;
			if (index >= first && index < end && left-- <= 0) found.push(index);
		}
		return found;
	}

	/** The index of the first event that starts then or later. */
	private firstAt(moment: number): number {
		let [low, high] = [0, this.starts.length];
		while (low < high) {
			const middle = floor((low + high) / 2);
			if ((this.starts[middle] ?? 0) < moment) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

function newestOf(first: number, end: number, skipped: number, limit: number): number[] {
	const newest = end - 1 - skipped;
	return Array.from(
		{ length: Math.max(0, Math.min(limit, newest - first + 1)) },
		(_, index) => newest - index,
	);
}

function shuffle(length: number, seed: number): Uint32Array {
	const dice = new Dice(seed);
	const indexes = Uint32Array.from({ length }, (_, index) => index);
	for (let index = length - 1; index > 0; index--) {
		const other = dice.whole(0, index);
		[indexes[index], indexes[other]] = [indexes[other] ?? 0, indexes[index] ?? 0];
	}
	return indexes;
}

const hour = 3_600_000;
const day = 24 * hour;
export const month = { from: Date.UTC(2026, 3, 1), to: Date.UTC(2026, 4, 1) };

/** Moments of a month at which events start. */
export const workloads: Readonly<Record<string, (dice: Dice, index: number) => number>> = {
	uniform: (dice) => dice.next() * 30 * day,
	bursts: (dice) =>
		dice.chance(0.4) ? dice.next() * 30 * day : placeOf(dice.whole(1, 40)) + dice.next() * 600_000,
	'days and nights': (dice) => {
		const nightShare = 0.05;
		const hours = dice.chance(nightShare) ? dice.next() * 24 : 8 + 6 * (dice.next() + dice.next());
		return dice.whole(0, 29) * day + (hours % 24) * hour;
	},
	'one spike': (dice) =>
		dice.chance(0.5) ? dice.next() * 30 * day : 17.3 * day + dice.next() * hour,
	'a crowded millisecond': (dice) => (dice.chance(0.01) ? 30 * day - 1 : dice.next() * 30 * day),
	'long sessions': (dice, index) =>
		Math.min(placeOf(floor(index / 500)) - 3 * hour * Math.log(1 - dice.next()), 30 * day),
};

/** A moment that looks random, but is the same for the same number. */
function placeOf(number: number): number {
	const mixed = imul(number ^ 0x5bd1e995, 0x9e3779b1);
	return (((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * 29 * day;
}

export function startsOf(workload: string, count: number): number[] {
	const dice = new Dice(count);
	const momentOf = workloads[workload];
	if (!momentOf) throw new Error(`There is no workload '${workload}'`);
	return Array.from({ length: count }, (_, index) => month.from + floor(momentOf(dice, index)));
}
