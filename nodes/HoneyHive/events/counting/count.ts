import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';

export interface Count {
	readonly events: number;
	/** HoneyHive's own total, or found by asking which pages there are: those shift as events arrive. */
	readonly by: 'total' | 'pages';
}

/** Fields that tell an event from the others: all that counting needs of one. */
export const locating = ['event_id', 'start_time'];

/**
 * Counts events without reading them. Where an answer does not promise a total, it is found by asking
 * for single events by their number, some forty requests for a million.
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
 * The largest number that exists, when 1 does and all up to it do.
 *
 * @param guess tried first, for a right one saves the search
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
