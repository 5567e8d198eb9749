import type { HoneyHiveEvent } from './event';
import { readPagesThatFit } from './pages';
import type { EventSource } from './source';
import { earliest, latest, startOf } from './time';

/**
 * Reads the events that are in no window of time, because they have no start time: by asking for
 * those where the generation can, otherwise by page numbers when the counts say that there are any.
 */
export async function readTimeless(
	source: EventSource,
	limit: number,
): Promise<{ events: HoneyHiveEvent[]; byPageNumbers: boolean }> {
	if (source.fetchTimeless) {
		const events = await readPagesThatFit(source.fetchTimeless, limit);
		return { events, byPageNumbers: events.length >= limit };
	}
	if (!(await hasTimeless(source))) return { events: [], byPageNumbers: false };
	const all = await readPagesThatFit(async (request) => await source.fetch({}, request), limit);
	const events = all.filter(isTimeless);
	return { events, byPageNumbers: events.length > 0 };
}

async function hasTimeless(source: EventSource): Promise<boolean> {
	const all = await source.count({});
	const timed = await source.count({ from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}

function isTimeless(event: HoneyHiveEvent): boolean {
	const start = startOf(event);
	return start === undefined || start < earliest || start > latest;
}
