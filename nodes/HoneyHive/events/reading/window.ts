import { earliest, latest, type TimeRange } from '../time';

/** Milliseconds under which a window is not cut any further: its events are told apart by page numbers. */
const smallest = 2;

/**
 * Whether a window is too narrow to be cut. Neighbours share their boundary, so the events of one
 * crowded millisecond are in every window that touches it: the narrowest useful window reaches one
 * millisecond to either side.
 */
export function isAtomic({ from, to }: TimeRange): boolean {
	return from !== undefined && to !== undefined && to - from <= smallest;
}

/**
 * Cuts a window at these moments, newest part first. Neighbours share the moment between them, so
 * that no event falls through, whatever its fraction of a millisecond. Moments outside are ignored.
 */
export function cut(window: TimeRange, moments: Iterable<number>): TimeRange[] {
	const inside = [...new Set(moments)].filter((moment) => isInside(window, moment));
	inside.sort((one, other) => other - one);
	const lower = [...inside, window.from];
	const upper = [window.to, ...inside];
	return lower.map((from, index) => windowOf(from, upper[index]));
}

/** Cuts a window that has both ends in the middle; one that is open stays whole. */
export function bisect(window: TimeRange): TimeRange[] {
	const { from, to } = window;
	if (from === undefined || to === undefined) return [window];
	return cut(window, [Math.floor((from + to) / 2)]);
}

/** Milliseconds from one end to the other; Infinity when an end is open. */
export function span({ from, to }: TimeRange): number {
	return from === undefined || to === undefined ? Infinity : to - from;
}

export function windowOf(from: number | undefined, to: number | undefined): TimeRange {
	return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Where an end is open, what a generation puts in its place bounds the moment too. */
function isInside({ from = earliest, to = latest }: TimeRange, moment: number): boolean {
	return moment > from && moment < to;
}

/** Joins ranges that touch; what is left are the gaps. */
export function join(ranges: readonly TimeRange[]): TimeRange[] {
	const sorted = [...ranges].sort(
		(one, other) => (one.from ?? -Infinity) - (other.from ?? -Infinity),
	);
	const joined: TimeRange[] = [];
	for (const range of sorted) {
		const last = joined.at(-1);
		if (last && (last.to ?? Infinity) >= (range.from ?? -Infinity)) {
			const to = Math.max(last.to ?? Infinity, range.to ?? Infinity);
			joined[joined.length - 1] = windowOf(last.from, Number.isFinite(to) ? to : undefined);
		} else joined.push(range);
	}
	return joined;
}
