import type { HoneyHive } from '../../api/honeyHive';
import { scanPage } from '../../api/scanPage';
import { countEvents, type Count } from '../../events/counting/count';
import { isText } from '../../events/filter';
import type { PageRequest } from '../../events/generation';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import type { ReadOptions } from '../../events/reading/source';
import { startOf, type TimeRange } from '../../events/time';

/** Counts the events of a query that start in a range, which includes both ends. @throws Refusal */
export type CountIn = (range: TimeRange) => Promise<Count>;

/**
 * Counts the events of a query. HoneyHive counts those of several types one type after the other. Those
 * whose status must be checked are read, once for all ranges.
 *
 * @throws Refusal when they have to be read and not all of them can be
 */
export async function countInOf(
	honeyHive: HoneyHive,
	query: EventQuery,
	options: Pick<ReadOptions, 'concurrency' | 'onHint'>,
): Promise<CountIn> {
	if (query.check?.outcome) return countInStarts(await readStarts(honeyHive, query, options));
	const queries = oneForEachType(query);
	return async (range) => {
		let events = 0;
		let isStated = true;
		for (const one of queries) {
			const fetchPage = async (request: PageRequest) =>
				await honeyHive.fetchPage({ ...one, range }, request, scanPage);
			const count = await countEvents(fetchPage);
			events += count.events;
			isStated &&= count.isStated;
		}
		return { events, isStated };
	};
}

/** Queries that need no check, and together have the events of one that is checked for several types. */
function oneForEachType({ check, ...query }: EventQuery): EventQuery[] {
	if (!check) return [query];
	return check.eventTypes.map((type) => ({
		...query,
		filters: [...query.filters, isText('event_type', type)],
	}));
}

/** When the events start, in UTC milliseconds, sorted. Those without a start come first, as -Infinity. */
async function readStarts(
	honeyHive: HoneyHive,
	query: EventQuery,
	options: Pick<ReadOptions, 'concurrency' | 'onHint'>,
): Promise<Float64Array> {
	const starts: number[] = [];
	const windows = readWindows(honeyHive.source(query), query.range, {
		...options,
		memory: 'bounded',
	});
	for await (const events of windows) {
		for (const event of events) starts.push(startOf(event) ?? -Infinity);
	}
	return Float64Array.from(starts).sort();
}

function countInStarts(starts: Float64Array): CountIn {
	return async ({ from = -Infinity, to = Infinity }) => ({
		events:
			firstPlace(starts, (start) => start > to) - firstPlace(starts, (start) => start >= from),
		isStated: true,
	});
}

/** Where the first start is for which this holds; after the last one if there is none. */
function firstPlace(sorted: Float64Array, holds: (start: number) => boolean): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (holds(sorted[middle] ?? Infinity)) high = middle;
		else low = middle + 1;
	}
	return low;
}
