import type { Located } from '../event';
import type { Page } from '../generation';
import { ceilingOf, startOf, type TimeRange } from '../time';
import { isOrdered, pageCuts } from './cuts';
import { bisect, cut, isIndivisible, lengthOf, rangeOf } from './range';
import { completeWindow, waitingWindow, type Window } from './window';

/**
 * Whether a page holds everything that its range has: judged by the total where the answer states
 * one, otherwise by whether fewer events were returned than were asked for.
 *
 * `unclear` when the two disagree: a server may return fewer events than it is asked for, or count
 * events that it does not return. The next page tells.
 */
export function completeness(
	page: Page<Located>,
	limit: number,
): 'complete' | 'overflows' | 'unclear' {
	const { events, total } = page;
	const isShort = events.length < limit;
	if (events.length === 0) return 'complete';
	if (total === undefined) return isShort ? 'complete' : 'overflows';
	if (total > events.length) return isShort ? 'unclear' : 'overflows';
	return isShort ? 'complete' : 'unclear';
}

/**
 * Divides a range whose first page does not hold all of its events.
 *
 * @param limit events in a page
 * @param minOrderedEvents how many events must be in descending order for the page to be trusted to
 * hold the newest ones; Infinity where the generation promises no order. A page that breaks the
 * promise is divided like any other.
 * @param moreStarts of other events of the range, in UTC milliseconds
 * @returns the windows that make up the range, newest first, or 'indivisible'
 */
export function divide<Event extends Located>(
	page: Page<Event>,
	range: TimeRange,
	limit: number,
	minOrderedEvents: number,
	moreStarts: readonly number[] = [],
): ReadonlyArray<Window<Event>> | 'indivisible' {
	if (isIndivisible(range)) return 'indivisible';
	const timed = page.events.flatMap((event) => {
		const start = startOf(event);
		return start === undefined ? [] : [{ event, start }];
	});
	const [newest, oldest] = [timed[0], timed.at(-1)];
	if (!newest || !oldest) return divideInHalf(range, limit);
	if (timed.length >= minOrderedEvents && descends(timed)) {
		const windows = divideBelow({ timed, newest, oldest }, range, limit, page.total);
		if (windows) return windows;
	}
	const times = [...timed.map(({ start }) => start), ...moreStarts];
	const cuts = pageCuts(times, page.total, limit);
	const ranges = cut(range, [...cuts, ...newestSeen(range, timed)]);
	if (ranges.length < 2) return divideInHalf(range, limit);
	// Cuts by a sample make windows of about the same size.
	const isKnown = page.total !== undefined && !isOrdered(times);
	const expected = isKnown ? page.total / ranges.length : undefined;
	return ranges.map((one) => waitingWindow(one, { limit, reductions: 0 }, { expected }));
}

/**
 * A range with an open end fills up as events arrive. When one that was cut off already holds too much
 * again, it is also cut after the newest event: what lies before that cannot grow.
 */
function newestSeen(range: TimeRange, timed: ReadonlyArray<Timed<Located>>): number[] {
	if (range.to !== undefined || range.from === undefined) return [];
	return [timed.reduce((newest, { event, start }) => Math.max(newest, ceilingOf(event, start)), 0)];
}

interface Timed<Event extends Located> {
	readonly event: Event;
	readonly start: number;
}

/** The events of a page that have a start, in the order of the page. */
interface TimedPage<Event extends Located> {
	readonly timed: ReadonlyArray<Timed<Event>>;
	readonly newest: Timed<Event>;
	readonly oldest: Timed<Event>;
}

/**
 * When the order is promised, everything newer than the page's oldest event is on the page. The other
 * window reaches up to that event's own moment, which further events may share.
 */
function divideBelow<Event extends Located>(
	{ timed, newest, oldest }: TimedPage<Event>,
	range: TimeRange,
	limit: number,
	total: number | undefined,
): ReadonlyArray<Window<Event>> | undefined {
	const ceiling = ceilingOf(oldest.event, oldest.start);
	if (range.to !== undefined && ceiling >= range.to) return undefined;
	const attempt = { limit, reductions: 0 };
	const older = rangeOf(range.from, ceiling);
	const others = total === undefined ? Infinity : Math.max(1, total - timed.length);
	const length = lengthOf(older);
	// The density of the page may be that of a burst. What is left cannot be denser than this on average.
	const average = Number.isFinite(length) ? others / length : Infinity;
	const density = Math.min(timed.length / (newest.start - oldest.start), average);
	const expected = Math.min(density * length, others);
	return [
		completeWindow(
			rangeOf(Math.floor(oldest.start), range.to),
			timed.map(({ event }) => event),
			attempt,
		),
		waitingWindow(older, attempt, { density, expected }),
	];
}

/** A page whose events all share one moment shows no order. */
function descends(timed: ReadonlyArray<Timed<Located>>): boolean {
	if (timed[0]?.start === timed.at(-1)?.start) return false;
	return timed.every(({ start }, index) => index === 0 || start <= (timed[index - 1]?.start ?? 0));
}

function divideInHalf(range: TimeRange, limit: number) {
	const ranges = bisect(range);
	if (ranges.length < 2) return 'indivisible';
	return ranges.map((half) => waitingWindow(half, { limit, reductions: 0 }));
}
