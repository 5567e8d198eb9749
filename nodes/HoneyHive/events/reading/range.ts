import { earliest, latest, type TimeRange } from '../time';

/** Milliseconds. A range this short is not divided any further: page numbers tell its events apart. */
const minRangeMs = 2;

/**
 * Whether a range is too short to be divided. Neighbors share their boundary, so the events of one
 * crowded millisecond are in every range that touches it: the shortest useful range reaches one
 * millisecond to either side.
 */
export function isIndivisible({ from, to }: TimeRange): boolean {
	return from !== undefined && to !== undefined && to - from <= minRangeMs;
}

/**
 * Cuts a range at the given moments and returns the pieces, newest first. Neighbors share the moment
 * between them, so no event is lost, whatever its fraction of a millisecond. Moments outside the
 * range are ignored.
 */
export function cut(range: TimeRange, moments: Iterable<number>): TimeRange[] {
	const inside = [...new Set(moments)].filter((moment) => isInside(range, moment));
	inside.sort((one, other) => other - one);
	const lower = [...inside, range.from];
	const upper = [range.to, ...inside];
	return lower.map((from, index) => rangeOf(from, upper[index]));
}

/** Cuts a range that has both ends in the middle; an open range stays whole. */
export function bisect(range: TimeRange): TimeRange[] {
	const { from, to } = range;
	if (from === undefined || to === undefined) return [range];
	return cut(range, [Math.floor((from + to) / 2)]);
}

/** Milliseconds from one end to the other; Infinity when an end is open. */
export function lengthOf({ from, to }: TimeRange): number {
	return from === undefined || to === undefined ? Infinity : to - from;
}

export function rangeOf(from: number | undefined, to: number | undefined): TimeRange {
	return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** An open end is bounded by the moment that a generation sends in its place. */
function isInside({ from = earliest, to = latest }: TimeRange, moment: number): boolean {
	return moment > from && moment < to;
}

/** Joins ranges that touch each other. */
export function join(ranges: readonly TimeRange[]): TimeRange[] {
	const sorted = [...ranges].sort(
		(one, other) => (one.from ?? -Infinity) - (other.from ?? -Infinity),
	);
	const joined: TimeRange[] = [];
	for (const range of sorted) {
		const last = joined.at(-1);
		if (last && (last.to ?? Infinity) >= (range.from ?? -Infinity)) {
			const to = Math.max(last.to ?? Infinity, range.to ?? Infinity);
			joined[joined.length - 1] = rangeOf(last.from, Number.isFinite(to) ? to : undefined);
		} else joined.push(range);
	}
	return joined;
}
