import type { HoneyHiveEvent } from './event';
import type { Page, PageRequest } from './generation';
import { Refusal } from './refusal';

export interface ReadOptions {
	/** Events asked for in one request. */
	readonly pageSize: number;
	/** Most events to return in all; Infinity for every one. */
	readonly maxEvents: number;
}

/**
 * Reads a query page after page, until one comes back short or empty, and yields each page's new
 * events. An event that a shifting page shows again is left out; one without `event_id` cannot be
 * told apart and is kept.
 *
 * The count that some servers send is not consulted: no document says what it counts.
 */
export async function* readPages(
	fetchPage: (request: PageRequest) => Promise<Page>,
	{ pageSize, maxEvents }: ReadOptions,
): AsyncGenerator<HoneyHiveEvent[]> {
	const seen = new Set<unknown>();
	const limit = Math.min(pageSize, maxEvents);
	let wanted = maxEvents;
	for (let page = 1; wanted > 0; page++) {
		const { events } = await fetchPage({ limit, page });
		const fresh = events.filter((event) => isFirstSight(event, seen)).slice(0, wanted);
		wanted -= fresh.length;
		if (fresh.length > 0) yield fresh;
		if (events.length < limit) return;
		if (fresh.length === 0) throw repeated(page);
	}
}

/** A server that leaves the page number out of account would be asked for ever. */
function repeated(page: number): Refusal {
	return new Refusal(
		`HoneyHive's page ${page} holds no event that was not on an earlier page`,
		"Narrow the date range, or choose another 'Page Size' in the options.",
	);
}

function isFirstSight(event: HoneyHiveEvent, seen: Set<unknown>): boolean {
	if (event.event_id === undefined || event.event_id === null) return true;
	if (seen.has(event.event_id)) return false;
	seen.add(event.event_id);
	return true;
}
