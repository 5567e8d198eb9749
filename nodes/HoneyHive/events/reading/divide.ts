import { pageCuts } from './cuts';
import type { Located } from '../event';
import type { Page } from '../generation';
import { ceilingOf, startOf, type TimeRange } from '../time';
import { bisect, cut, isAtomic, windowOf } from './window';

/** A stretch of time whose events are all here, or are still to be read. */
export type Part<Event extends Located> =
	| { readonly window: TimeRange; readonly events: readonly Event[] }
	| { readonly window: TimeRange; readonly density?: number };

/** What a window's first page tells: parts that make up the window, newest first, or that it cannot be cut. */
export type Verdict<Event extends Located> =
	| { readonly parts: ReadonlyArray<Part<Event>> }
	| 'uncuttable';

/**
 * Whether the page holds all that its window has: by the total, where the generation gives one,
 * otherwise because fewer came than were asked for.
 *
 * `unclear` when the two do not agree: a server may give fewer than it is asked for, or count what
 * it does not give. The next page tells.
 */
export function completeness(
	page: Page<Located>,
	limit: number,
): 'complete' | 'overflows' | 'unclear' {
	const { events, total, countHint } = page;
	const isShort = events.length < limit;
	if (events.length === 0) return 'complete';
	if (total === undefined) {
		if (!isShort) return 'overflows';
		return countHint === undefined ? 'complete' : 'unclear';
	}
	if (total > events.length) return isShort ? 'unclear' : 'overflows';
	return isShort ? 'complete' : 'unclear';
}

/**
 * Judges the first page of a window that holds more.
 *
 * @param orderedFrom how many events must come newest first for the page to be taken at its word;
 * Infinity where that order is not promised. A page that breaks the promise is cut like any other.
 */
export function judge<Event extends Located>(
	page: Page<Event>,
	window: TimeRange,
	limit: number,
	orderedFrom: number,
): Verdict<Event> {
	const timed = page.events.flatMap((event) => {
		const start = startOf(event);
		return start === undefined ? [] : [{ event, start }];
	});
	if (isAtomic(window)) return 'uncuttable';
	if (timed.length === 0) return cutBlindly(window);
	if (timed.length >= orderedFrom && descends(timed)) {
		const verdict = cutBelow(window, timed);
		if (verdict) return verdict;
	}
	const times = timed.map(({ start }) => start);
	const cuts = pageCuts(times, page.total ?? page.countHint, limit);
	return cutBy(window, [...cuts, ...newestSeen(window, timed)]);
}

/**
 * A window whose end is open fills up as events arrive. When one that was cut off already holds too
 * much again, it is cut behind the newest event as well: what lies before that cannot grow.
 */
function newestSeen(window: TimeRange, timed: ReadonlyArray<Timed<Located>>): number[] {
	if (window.to !== undefined || window.from === undefined) return [];
	return [timed.reduce((newest, { event, start }) => Math.max(newest, ceilingOf(event, start)), 0)];
}

interface Timed<Event extends Located> {
	readonly event: Event;
	readonly start: number;
}

/**
 * In an order that is promised, all that is newer than the page's oldest event is on the page. The
 * rest reaches up to that event's own moment, which others may share.
 */
function cutBelow<Event extends Located>(
	window: TimeRange,
	timed: ReadonlyArray<Timed<Event>>,
): Verdict<Event> | undefined {
	const [newest, oldest] = [timed[0], timed.at(-1)];
	if (!newest || !oldest) return undefined;
	const ceiling = ceilingOf(oldest.event, oldest.start);
	if (window.to !== undefined && ceiling >= window.to) return undefined;
	return {
		parts: [
			{
				window: windowOf(Math.floor(oldest.start), window.to),
				events: timed.map(({ event }) => event),
			},
			{
				window: windowOf(window.from, ceiling),
				density: timed.length / (newest.start - oldest.start),
			},
		],
	};
}

/** A page that shows one moment only shows no order. */
function descends(timed: ReadonlyArray<Timed<Located>>): boolean {
	if (timed[0]?.start === timed.at(-1)?.start) return false;
	return timed.every(({ start }, index) => index === 0 || start <= (timed[index - 1]?.start ?? 0));
}

/** Cuts at these moments; in the middle where none of them is inside. */
function cutBy(window: TimeRange, moments: readonly number[]): Verdict<never> {
	const parts = cut(window, moments);
	return parts.length > 1 ? { parts: parts.map((part) => ({ window: part })) } : cutBlindly(window);
}

function cutBlindly(window: TimeRange): Verdict<never> {
	const parts = bisect(window);
	return parts.length > 1 ? { parts: parts.map((part) => ({ window: part })) } : 'uncuttable';
}
