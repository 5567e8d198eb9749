import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';

export interface Count {
	readonly events: number;
	/**
	 * Whether HoneyHive stated the number. Otherwise it was found by asking which page numbers exist, which
	 * shift as events arrive.
	 */
	readonly isStated: boolean;
}

/**
 * Counts events without reading them. Where an answer does not promise a total, it is found by asking
 * for single events by their number, with about forty requests for a million events.
 *
 * @throws Refusal
 */
export async function countEvents(
	fetchPage: (request: PageRequest) => Promise<Page<Located>>,
): Promise<Count> {
	const { total, events } = await fetchPage({ limit: 1, page: 1 });
	if (total !== undefined) return { events: total, isStated: true };
	const exists = async (number: number) =>
		(await fetchPage({ limit: 1, page: number })).events.length > 0;
	const number = events.length === 0 ? 0 : await lastNumber(exists);
	// A count of 0 or 1 equals the number of events in the answer, so it cannot be told from a total.
	return { events: number, isStated: number <= 1 };
}

/** The largest number that exists, given that 1 exists and that there is no number missing before it. */
async function lastNumber(exists: (number: number) => Promise<boolean>): Promise<number> {
	let known = 1;
	let absent = Infinity;
	const ask = async (number: number) => {
		if (await exists(number)) known = number;
		else absent = number;
	};
	while (absent === Infinity) await ask(known * 2);
	while (absent - known > 1) await ask(known + Math.floor((absent - known) / 2));
	return known;
}
