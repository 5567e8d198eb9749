import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { rethrowUnless } from '../refusal';
import { startOf, type TimeRange } from '../time';
import { completeness, divide } from './divide';
import type { Enough } from './enough';
import { AnswerTooLarge, rangeIgnored } from './missing';
import { limitShownBy, readPages } from './pages';
import { bisect } from './range';
import { completeWindow, waitingWindow, type Division, type Window } from './window';

/** Asks for one page of a range. */
export type FetchPage<Event extends Located> = (
	range: TimeRange,
	request: PageRequest,
) => Promise<Page<Event>>;

/** What else a window is read by. */
export interface ReadingOptions<Event extends Located> {
	/** See `divide`. */
	readonly minOrderedEvents: number;
	/** See `readPages`. */
	readonly enough: Enough<Event>;
	/** The starts of more events, where a range with this first page is to be divided. See `sampleStarts`. */
	sample(page: Page<Located>, range: TimeRange, limit: number): Promise<readonly number[]>;
}

/** How many times a window is made smaller because its answer is too large, or takes too long: each may cost a timeout. */
const maxReductions = 8;

/** The same where less is certain to help: enough for two events of the largest page, in a thousandth of the time. */
const maxLastingReductions = 24;

/**
 * Reads a window with one request, or finds out how to divide it.
 *
 * @throws Refusal when it can neither be read nor divided
 */
export async function readWindow<Event extends Located>(
	window: Window<Event>,
	fetchPage: FetchPage<Event>,
	{ minOrderedEvents, enough, sample }: ReadingOptions<Event>,
): Promise<Division<Event>> {
	const { range } = window;
	try {
		const page = await fetchPage(range, { limit: window.limit, page: 1 });
		const limit = limitShownBy(page, window.limit);
		const pageSize = await overflowingPageSize(page, range, limit, fetchPage);
		if (pageSize === undefined) return { windows: [completeWindow(range, page.events, window)] };
		const more = await sample(page, range, pageSize);
		const windows = divide(page, range, pageSize, minOrderedEvents, more);
		if (windows !== 'indivisible') return { windows, total: page.total };
		if (isElsewhere(page, range)) throw rangeIgnored();
		const fetchNumbered = async (request: PageRequest) => await fetchPage(range, request);
		const events = await readPages(fetchNumbered, pageSize, enough, page);
		return { windows: [completeWindow(range, events, window)], usedPageNumbers: true };
	} catch (error) {
		const { reason, limit, isLasting } = rethrowUnless(AnswerTooLarge, error);
		if (window.reductions >= (isLasting ? maxLastingReductions : maxReductions)) throw reason;
		const windows = askForLess(window, Math.min(limit, window.limit));
		if (isLasting && isSame(windows, window)) throw reason;
		return { windows };
	}
}

/**
 * How many events a page holds when its range has more; undefined when the page holds them all. A
 * server that returns fewer events than it is asked for is asked for only that many from then on.
 */
async function overflowingPageSize(
	page: Page<Located>,
	range: TimeRange,
	limit: number,
	fetchPage: FetchPage<Located>,
): Promise<number | undefined> {
	switch (completeness(page, limit)) {
		case 'complete':
			return undefined;
		case 'overflows':
			return limit;
		case 'unclear': {
			const returned = Math.min(limit, page.events.length);
			const next = await fetchPage(range, { limit: returned, page: 2 });
			if (next.events.length === 0) return undefined;
			// A full page reveals the server's own limit; a few more events may just have arrived.
			return next.events.length >= returned ? returned : limit;
		}
	}
}

/** Milliseconds that events may lie outside of a range before the server is found to ignore it. */
const toleranceMs = 1000;

/** Whether most events of an answer lie outside the short range that was asked for. */
function isElsewhere({ events }: Page<Located>, { from, to }: TimeRange): boolean {
	if (from === undefined || to === undefined) return false;
	const outside = events.filter((event) => {
		const start = startOf(event);
		return start !== undefined && (start < from - toleranceMs || start > to + toleranceMs);
	});
	return outside.length > events.length / 2;
}

/**
 * Halves the range and the number of events in turns: an answer can be too large because of its
 * events, or because of the time that it takes to find them.
 */
function askForLess({ range, reductions }: Window<Located>, limit: number): Array<Window<never>> {
	const ranges = reductions % 2 === 0 || limit === minLimit ? bisect(range) : [range];
	const smaller = ranges.length > 1 ? limit : halfOf(limit);
	return ranges.map((one) => waitingWindow(one, { limit: smaller, reductions: reductions + 1 }));
}

function isSame([first, ...others]: ReadonlyArray<Window<Located>>, { limit }: Window<Located>) {
	return others.length === 0 && first?.limit === limit;
}

/** A full page of one event does not show whether there are others. */
const minLimit = 2;

function halfOf(limit: number): number {
	return Math.max(minLimit, Math.ceil(limit / 2));
}
