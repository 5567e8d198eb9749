import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';

export interface Count {
	readonly events: number;
	/**
	 * `total`: HoneyHive stated it. `pages`: found by asking which page numbers exist, which shift as
	 * events arrive.
	 */
	readonly by: 'total' | 'pages';
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
	const { total, countHint, events } = await fetchPage({ limit: 1, page: 1 });
	if (total !== undefined) return { events: total, by: 'total' };
	if (events.length === 0) return { events: 0, by: 'pages' };
	const exists = async (number: number) =>
		(await fetchPage({ limit: 1, page: number })).events.length > 0;
	return { events: await lastNumber(exists, countHint), by: 'pages' };
}

/**
 * The largest number that exists, given that 1 exists and that there is no number missing before it.
 *
 * @param guess tried first: a right one saves the search
 */
async function lastNumber(
	exists: (number: number) => Promise<boolean>,
	guess: number | undefined,
): Promise<number> {
	let known = 1;
	let absent = Infinity;
	const ask = async (number: number) => {
		if (await exists(number)) known = Math.max(known, number);
		else absent = Math.min(absent, number);
	};
	if (guess !== undefined && guess > known) {
		await ask(guess);
		if (known === guess) await ask(guess + 1);
	}
	while (absent === Infinity) await ask(known * 2);
	while (absent - known > 1) await ask(known + Math.floor((absent - known) / 2));
	return known;
}
