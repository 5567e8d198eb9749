import type { TimeRange } from '../time';

type ClosedRange = Required<TimeRange>;

/** How many times as long the next slice is after one was read. */
const growth = 2;

/** How many times as short the first slice is after none was read. */
const reduction = 8;

/** Milliseconds. A shorter range does not hold fewer events, since both ends are included. */
const shortestMs = 2;

export function isShortest({ from, to }: ClosedRange): boolean {
	return to - from <= shortestMs;
}

/**
 * Cuts ranges into slices of a length that can be read in one run. At first, all of a range is one slice;
 * what could be read and what could not changes the length of the next ones.
 */
export class Slices {
	private maxMs = Infinity;

	/** Oldest first. Neighbors share the moment between them. */
	*of({ from, to }: ClosedRange): Generator<ClosedRange> {
		for (let start = from; ; ) {
			const end = Math.min(start + this.maxMs, to);
			yield { from: start, to: end };
			if (end >= to) return;
			start = end;
		}
	}

	wasRead({ from, to }: ClosedRange): void {
		this.maxMs = Math.max(this.maxMs, growth * (to - from));
	}

	/** @param isFirst whether no slice of its range was read */
	wasRefused({ from, to }: ClosedRange, isFirst: boolean): void {
		const shorterMs = Math.floor((to - from) / (isFirst ? reduction : growth));
		this.maxMs = Math.max(shortestMs, shorterMs);
	}
}
