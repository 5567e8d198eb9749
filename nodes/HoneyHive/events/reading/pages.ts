import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { OverlongAnswer } from './missing';
import { Refusal } from '../refusal';

/**
 * Reads page after page by their numbers, until one comes back short or empty, and returns the
 * events, each once. For what cannot be told apart by time: over data that changes meanwhile, page
 * numbers shift, and a deletion in front of the page hides an event.
 *
 * @param first the first page, when it has been read
 */
export async function readPages<Event extends Located>(
	fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	limit: number,
	first?: Page<Event>,
): Promise<Event[]> {
	const seen = new Set<unknown>();
	const events: Event[] = [];
	let stale = 0;
	for (let page = 1; ; page++) {
		const answer = page === 1 && first ? first : await fetchPage({ limit, page });
		const fresh = answer.events.filter((event) => isFirstSight(event, seen));
		for (const event of fresh) events.push(event);
		if (answer.events.length < limit) return events;
		stale = fresh.length === 0 ? stale + 1 : 0;
		if (stale === mostStale) throw repeated(page);
	}
}

/** Reads page after page, with fewer events in a page where an answer is too much. */
export async function readPagesThatFit<Event extends Located>(
	fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	limit: number,
): Promise<Event[]> {
	try {
		return await readPages(fetchPage, limit);
	} catch (error) {
		if (error instanceof OverlongAnswer && limit > 1) {
			return await readPagesThatFit(fetchPage, Math.ceil(limit / 2));
		}
		throw error instanceof OverlongAnswer ? error.reason : error;
	}
}

/** Pages in a row without a new event. One or two are no wonder: arriving events push the old ones on. */
const mostStale = 5;

/** A server that leaves the page number out of account would be asked for ever. */
function repeated(page: number): Refusal {
	return new Refusal(
		`HoneyHive's pages up to ${page} hold no event that was not on an earlier page`,
		"Narrow the date range, or choose another 'Page Size' in the options.",
	);
}

/** Notes an event's id. One without an id cannot be told apart, and always counts as new. */
export function isFirstSight(event: Located, seen: Set<unknown>): boolean {
	if (event.event_id === undefined || event.event_id === null || event.event_id === '') return true;
	const before = seen.size;
	// One look-up in place of two: a set of 100,000 ids is most of what this costs.
	return seen.add(event.event_id).size > before;
}
