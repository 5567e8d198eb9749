import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { hasId } from '../identity';
import { pageNumbersRemedy, Repeats } from '../reading/repeats';
import { Refusal } from '../refusal';

export interface Count {
	readonly events: number;
	/**
	 * Whether HoneyHive stated the number. Otherwise it was found by asking which page numbers exist, which
	 * shift as events arrive.
	 */
	readonly isStated: boolean;
}

/**
 * A number that no event has: every search for the last one passes it only where page numbers have no
 * effect. Databases count rows in 32 bits, and doubling gets here with 30 requests.
 */
const maxNumber = 2 ** 30;

/**
 * Counts events without reading them. Where an answer does not promise a total, it is found by asking
 * for single events by their number, with about forty requests for a million events.
 *
 * @throws Refusal when page numbers, or the number of events in a page, have no effect
 */
export async function countEvents(
	fetchPage: (request: PageRequest) => Promise<Page<Located>>,
): Promise<Count> {
	const { total, events } = await fetchPage({ limit: 1, page: 1 });
	if (total !== undefined) return { events: total, isStated: true };
	if (events.length > 1) throw limitIgnored(events.length);
	const repeats = new Repeats();
	const exists = async (number: number) => {
		const page = await fetchPage({ limit: 1, page: number });
		// Of an event without an id, only the start was requested, which others may share.
		if (page.events.some(hasId)) repeats.newEvents(page.events, number);
		return page.events.length > 0;
	};
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
	while (absent === Infinity) {
		if (known >= maxNumber) throw numbersWithoutEnd();
		await ask(known * 2);
	}
	while (absent - known > 1) await ask(known + Math.floor((absent - known) / 2));
	return known;
}

function numbersWithoutEnd(): Refusal {
	return new Refusal(
		`HoneyHive returned an event for every page number up to ${maxNumber}, so the events cannot be counted`,
		pageNumbersRemedy,
	);
}

function limitIgnored(returned: number): Refusal {
	return new Refusal(
		`HoneyHive returned ${returned} events instead of 1 and did not state how many there are, so the events cannot be counted`,
		"Check 'Base URL' and 'API Version' in the credential, or use Summarize.",
	);
}
