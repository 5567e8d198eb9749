import type { HoneyHiveEvent } from './event';
import { readPages } from './pages';
import type { EventSource } from './source';
import { startOf, type TimeRange } from './time';

interface Count {
	/** Events in a page. */
	readonly limit: number;
	/** Matches of the whole range when the reading began, where the generation says so. */
	readonly expected: number | undefined;
	/** Events that the windows held. */
	readonly returned: number;
	readonly onHint: (hint: string) => void;
}

/**
 * Finds events that are in no window of time, because they have none, and checks the count where
 * there is one. What still does not add up becomes a hint.
 */
export async function readUncounted(
	source: EventSource,
	range: TimeRange,
	count: Count,
): Promise<HoneyHiveEvent[]> {
	const { limit, expected, returned } = count;
	const isOpen = range.from === undefined && range.to === undefined;
	if (expected === undefined) {
		return isOpen && source.fetchTimeless ? await readPages(source.fetchTimeless, limit) : [];
	}
	if (returned >= expected) return [];

	// Counted again: what was deleted meanwhile is not missing.
	const { total = 0 } = await source.fetch(range, { limit: 1, page: 1 });
	if (returned >= total) return [];
	const all = await readPages(async (request) => await source.fetch(range, request), limit);
	const timeless = all.filter((event) => startOf(event) === undefined);
	const difference = total - returned - timeless.length;
	if (difference > 0) {
		count.onHint(
			`HoneyHive counts ${total} events and ${returned + timeless.length} were returned: ${difference} may have arrived while they were read. Run the node again to see whether they are there.`,
		);
	}
	return timeless;
}
