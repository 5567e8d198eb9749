import type { HoneyHiveEvent } from './event';
import { readPagesThatFit } from './pages';
import type { EventSource } from './source';
import { earliest, latest, startOf, type TimeRange } from './time';

/**
 * Reads the events that are in no window of time, because they have no start time: by asking for
 * those where the generation can, otherwise by page numbers when the counts say that there are any.
 * A range with an end holds none.
 */
export async function readTimeless(
	source: EventSource,
	range: TimeRange,
	limit: number,
): Promise<HoneyHiveEvent[]> {
	if (range.from !== undefined || range.to !== undefined) return [];
	if (source.fetchTimeless) return await readPagesThatFit(source.fetchTimeless, limit);
	if (!(await hasTimeless(source, range))) return [];
	const events = await readPagesThatFit(
		async (request) => await source.fetch(range, request),
		limit,
	);
	return events.filter(isTimeless);
}

/** How many events a range holds now, where the generation says so. */
export async function countOf(source: EventSource, range: TimeRange): Promise<number | undefined> {
	return (await source.fetch(range, { limit: 1, page: 1 })).total;
}

async function hasTimeless(source: EventSource, range: TimeRange): Promise<boolean> {
	const all = await countOf(source, range);
	const timed = await countOf(source, { from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}

function isTimeless(event: HoneyHiveEvent): boolean {
	const start = startOf(event);
	return start === undefined || start < earliest || start > latest;
}
