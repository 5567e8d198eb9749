import type { HoneyHiveEvent, Located } from '../event';
import type { Page, PageRequest } from '../generation';
import type { Refusal } from '../refusal';
import type { TimeRange } from '../time';

/** In which order events come out, by their start. */
export type Order = 'newestFirst' | 'oldestFirst';

/** Where windows are read from: one generation of the API, with a query in mind. */
export interface EventSource<Event extends Located = HoneyHiveEvent> {
	/** Whether pages are promised to come newest first. */
	readonly newestFirst: boolean;
	/**
	 * Asks for one page of a window, and repeats what may be repeated until the signal is aborted.
	 *
	 * @throws OverlongAnswer when less should be asked for instead, or a Refusal
	 */
	fetch(window: TimeRange, request: PageRequest, signal?: AbortSignal): Promise<Page<Event>>;
	/** Counts the events of a window, where the generation says so. @throws Refusal */
	count(window: TimeRange): Promise<number | undefined>;
	/** Asks for events without a start time, where the generation can be asked that. */
	readonly fetchTimeless?: (request: PageRequest) => Promise<Page<Event>>;
	/** Whether a refusal would meet every other window too, as that of a wrong key does. */
	concernsAll(refusal: Refusal): boolean;
}

/**
 * What becomes of events once they are handed on. Where they are kept, all of them end up in memory;
 * where they are passed on and let go, reading must not need more memory the more it reads.
 */
export type Handling = 'kept' | 'passedOn';

export interface ReadOptions {
	/** Events asked for in one request. */
	readonly pageSize: number;
	/** Windows in flight at the same time. */
	readonly concurrency: number;
	readonly order: Order;
	/** Most events to return in all; Infinity for every one. */
	readonly maxEvents: number;
	/**
	 * UTC milliseconds: events that begin then or later are left out. The API's ranges hold their end,
	 * and stretches of time that are to meet without an overlap must not.
	 */
	readonly before?: number | undefined;
	readonly handling: Handling;
	/** What becomes of the other windows when one cannot be read. */
	readonly whenMissing: 'stop' | 'readOn';
	/** Told what the user should know of a result that is there. */
	readonly onHint: (hint: string) => void;
}

/**
 * Pages for each worker that may be here before their turn in the output. With few, workers stand
 * still in bursts: the first of them reads a crowded minute to its end, and the others must wait.
 */
export const pagesAhead: Readonly<Record<Handling, number>> = { kept: 24, passedOn: 0.5 };

/** Events in a sample that shows well enough how a window is filled. */
const sample = 1000;

/** Fewer than a page are asked for when fewer are wanted, and those come first. */
export function firstLimit(
	{ newestFirst }: Pick<EventSource, 'newestFirst'>,
	options: ReadOptions,
): number {
	const { pageSize, maxEvents, order } = options;
	const enough = newestFirst && order === 'newestFirst' ? maxEvents : Math.max(maxEvents, sample);
	return Math.min(pageSize, enough);
}

/** Fewer events than this come in order by chance too often to prove anything. */
const fewestInOrder = 8;

/** How many events must come newest first for a page to be taken at its word. */
export function orderedFrom(
	{ newestFirst }: Pick<EventSource, 'newestFirst'>,
	{ pageSize }: ReadOptions,
): number {
	return newestFirst ? Math.min(fewestInOrder, pageSize) : Infinity;
}
