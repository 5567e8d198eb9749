import type { Located } from '../event';
import { safeLimit, type Page, type PageRequest } from '../generation';
import { hasId } from '../identity';
import { rethrowUnless } from '../refusal';
import type { Enough } from './enough';
import { AnswerTooLarge, Endless } from './missing';
import { Repeats } from './repeats';

/** Reading by page numbers is given up after this many pages: a million events with pages of 1000. */
export const maxPages = 1000;

/** And after this many events, however large the pages are: they are all in memory. */
const maxEvents = 1_000_000;

/**
 * Reads page after page by number until one is short or empty, or there are enough events, and returns
 * the events, each once. This is for events that time cannot tell apart: while the data change, page
 * numbers shift, and a deletion before the current page hides an event.
 *
 * @param first the first page, if it has been read already
 * @throws Endless when there is no end, or a Refusal when pages repeat
 */
export async function readPages<Event extends Located>(
	fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	limit: number,
	enough: Enough<Event>,
	first?: Page<Event>,
): Promise<Event[]> {
	const repeats = new Repeats();
	const events: Event[] = [];
	let counted = 0;
	let size = limit;
	for (let page = 1; ; page++) {
		const answer = page === 1 && first ? first : await fetchPage({ limit: size, page });
		if (page === 1) size = limitShownBy(answer, limit);
		const isLast = answer.events.length < size;
		if (isLast && answer.events.length === 0) return events;
		const fresh = new Set(repeats.newEvents(answer.events, page));
		for (const event of answer.events) {
			const counts = enough.counts(event);
			if (counts && fresh.has(event)) counted += 1;
			const isReturned = counts || enough.keepsOthers;
			if (isReturned && (fresh.has(event) || !hasId(event))) events.push(event);
		}
		if (isLast || counted >= enough.events) return events;
		if (page === maxPages || events.length > maxEvents) throw withoutEnd(page);
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
	enough: Enough<Event>,
): Promise<Event[]> {
	try {
		return await readPages(fetchPage, limit, enough);
	} catch (error) {
		const { reason, limit: asked } = rethrowUnless(AnswerTooLarge, error);
		if (limit === 1) throw reason;
		return await readPagesThatFit(fetchPage, Math.ceil(Math.min(limit, asked) / 2), enough);
	}
}

export function withoutEnd(pages: number): Endless {
	return new Endless(
		`HoneyHive returned ${pages} full pages of events that no date range distinguishes, and more follow`,
		"Narrow the filters, or set a larger 'Page Size' or a smaller 'Limit' in Export.",
	);
}
