import type { Located } from '../event';
import { safeLimit, type Page, type PageRequest } from '../generation';
import { Refusal, rethrowUnless } from '../refusal';
import { AnswerTooLarge } from './missing';
import { SeenIds } from './sequence';

/** One or two pages without a new event are no surprise: arriving events push the old ones on. */
const maxStalePages = 5;

/**
 * Reads page after page by number until one is short or empty, and returns the events, each once. This
 * is for events that time cannot tell apart: while the data change, page numbers shift, and a deletion
 * before the current page hides an event.
 *
 * @param first the first page, if it has been read already
 */
export async function readPages<Event extends Located>(
	fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	limit: number,
	first?: Page<Event>,
): Promise<Event[]> {
	const seen = new SeenIds('all');
	const events: Event[] = [];
	let stalePages = 0;
	let size = limit;
	for (let page = 1; ; page++) {
		const answer = page === 1 && first ? first : await fetchPage({ limit: size, page });
		if (page === 1) size = limitShownBy(answer, limit);
		const fresh = answer.events.filter((event) => seen.isNew(event));
		for (const event of fresh) events.push(event);
		if (answer.events.length < size) return events;
		stalePages = fresh.length === 0 ? stalePages + 1 : 0;
		if (stalePages === maxStalePages) throw pagesRepeat(page);
	}
}

/**
 * How many events a deployment puts into a page, as its first page shows. A deployment that silently
 * returns no more than the safe limit says nowhere that there are more.
 */
export function limitShownBy({ events, limit }: Page<Located>, requested: number): number {
	const isCut = events.length === safeLimit && requested > safeLimit;
	return limit ?? (isCut ? safeLimit : requested);
}

/** Reads page after page, with fewer events in a page where an answer is too large. */
export async function readPagesThatFit<Event extends Located>(
	fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	limit: number,
): Promise<Event[]> {
	try {
		return await readPages(fetchPage, limit);
	} catch (error) {
		const { reason, limit: asked } = rethrowUnless(AnswerTooLarge, error);
		if (limit === 1) throw reason;
		return await readPagesThatFit(fetchPage, Math.ceil(Math.min(limit, asked) / 2));
	}
}

/** A server that ignores the page number would be asked forever. */
function pagesRepeat(page: number): Refusal {
	return new Refusal(
		`HoneyHive returned the same events on ${maxStalePages} pages in a row (up to page ${page})`,
		"Narrow the date range, or choose another 'Page Size' in the options.",
	);
}
