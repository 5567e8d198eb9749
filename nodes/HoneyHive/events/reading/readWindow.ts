import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { completeness, judge, type Part } from './divide';
import { OverlongAnswer, RangeNotKept } from './missing';
import { readPages } from './pages';
import { startOf, type TimeRange } from '../time';
import { bisect } from './window';

/** How a stretch of time is asked for. */
export interface Asking {
	/** Events to ask for in one request. */
	readonly limit: number;
	/** How often it, or what it was cut from, was cut because its answer was too much. */
	readonly cuts: number;
}

/** A stretch of time on its way from a request to the output. */
export interface Segment<Event extends Located> extends Asking {
	readonly window: TimeRange;
	/** Events per millisecond, as far as known. */
	readonly density?: number;
	state: 'waiting' | 'reading' | 'read' | 'missing';
	events: readonly Event[];
}

/** What became of a stretch: parts in its place, newest first, and how those are to be asked for. */
export interface Outcome<Event extends Located> {
	readonly parts: ReadonlyArray<Part<Event>>;
	readonly asking: Asking;
	/** Matches in all, when they were more than a page and the answer said how many. */
	readonly total?: number | undefined;
	/** Whether page numbers, which shift when events are deleted, had a part in it. */
	readonly byPageNumbers?: boolean;
}

/** A stretch is cut, or asked for in smaller pages, this often because its answer is too much. */
const mostCuts = 8;

/**
 * Reads a stretch with one request, or finds out how to cut it.
 *
 * @param orderedFrom see `judge`
 * @throws Refusal when neither can be had
 */
export async function readSegment<Event extends Located>(
	segment: Segment<Event>,
	fetch: (window: TimeRange, request: PageRequest) => Promise<Page<Event>>,
	orderedFrom: number,
): Promise<Outcome<Event>> {
	const { window } = segment;
	try {
		const page = await fetch(window, { limit: segment.limit, page: 1 });
		const limit = await overflowAt(page, segment, fetch);
		if (limit === undefined) {
			return { parts: [{ window, events: page.events }], asking: segment };
		}
		const verdict = judge(page, window, limit, orderedFrom);
		if (verdict !== 'uncuttable') {
			return { parts: verdict.parts, asking: { limit, cuts: 0 }, total: page.total };
		}
		if (isElsewhere(page, window)) throw new RangeNotKept();
		const events = await readPages(async (request) => await fetch(window, request), limit, page);
		return { parts: [{ window, events }], asking: segment, byPageNumbers: true };
	} catch (error) {
		if (error instanceof OverlongAnswer && segment.cuts < mostCuts) return askForLess(segment);
		throw error instanceof OverlongAnswer ? error.reason : error;
	}
}

/**
 * How many events a page holds of a window that has more; undefined when the page holds all of it.
 * A server that gives fewer than it is asked for is asked for no more than it gives from then on.
 */
async function overflowAt(
	page: Page<Located>,
	{ window, limit }: Segment<Located>,
	fetch: (window: TimeRange, request: PageRequest) => Promise<Page<Located>>,
): Promise<number | undefined> {
	switch (completeness(page, limit)) {
		case 'complete':
			return undefined;
		case 'overflows':
			return limit;
		case 'unclear': {
			const given = Math.min(limit, page.events.length);
			const next = await fetch(window, { limit: given, page: 2 });
			if (next.events.length === 0) return undefined;
			// A full page is the server's own limit; a few more events may have arrived just now.
			return next.events.length >= given ? given : limit;
		}
	}
}

/** Whether most events of an answer lie outside the narrow window that was asked for, by over a second. */
function isElsewhere({ events }: Page<Located>, { from, to }: TimeRange): boolean {
	if (from === undefined || to === undefined) return false;
	const outside = events.filter((event) => {
		const start = startOf(event);
		return start !== undefined && (start < from - 1000 || start > to + 1000);
	});
	return outside.length > events.length / 2;
}

/** In turns, since an answer can be too much for its rows or for the time it takes to find them. */
function askForLess({ window, limit, cuts }: Segment<Located>): Outcome<never> {
	const parts = cuts % 2 === 0 ? bisect(window) : [window];
	const smaller = parts.length > 1 ? limit : halfOf(limit);
	return {
		parts: parts.map((part) => ({ window: part })),
		asking: { limit: smaller, cuts: cuts + 1 },
	};
}

/** Not under two: a page of one event that is full says nothing of what else there is. */
function halfOf(limit: number): number {
	return Math.max(2, Math.ceil(limit / 2));
}
