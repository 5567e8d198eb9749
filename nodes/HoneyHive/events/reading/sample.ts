import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { startOf } from '../time';
import { isOrdered } from './cuts';
import type { ReadSettings } from './source';

/**
 * One page in so many is sampled: with more, the cuts would hardly be better; with fewer, more windows
 * would overflow than requests are saved.
 */
const pagesPerSample = 20;

/** With more, the starts alone would need much memory. */
const maxSamples = 20;

export interface SampleOptions extends Pick<ReadSettings, 'maxEvents' | 'concurrency'> {
	/** Events in a page. */
	readonly limit: number;
}

/**
 * The starts of more events than the first page of a large range shows, so that it can be cut into windows
 * of nearly a page each. They are hints, so it does no harm that page numbers shift.
 *
 * @param fetchPage asks for a page of the same size, which needs to have no more than the starts
 * @returns UTC milliseconds; none where the first page is sample enough, or shows only one end of the range
 */
export async function sampleStarts(
	{ events, total = 0 }: Page<Located>,
	fetchPage: (request: PageRequest) => Promise<Page<Located>>,
	{ limit, maxEvents, concurrency }: SampleOptions,
): Promise<number[]> {
	const samples = Math.round(Math.min(total, maxEvents) / limit / pagesPerSample);
	if (samples < 2 || isOrdered(startsOf(events))) return [];
	const further = Math.min(samples, maxSamples) - 1;
	const distance = total / limit / (further + 1);
	const numbers = Array.from({ length: further }, (_, index) => Math.ceil((index + 1) * distance));
	const starts: number[] = [];
	const work = async () => {
		for (let page = numbers.shift(); page; page = numbers.shift()) {
			for (const start of startsOf((await fetchPage({ limit, page })).events)) starts.push(start);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return starts;
}

function startsOf(events: readonly Located[]): number[] {
	return events.flatMap((event) => startOf(event) ?? []);
}
