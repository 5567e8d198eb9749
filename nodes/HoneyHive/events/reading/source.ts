import type { HoneyHiveEvent, Located } from '../event';
import { safeLimit, type Page, type PageRequest } from '../generation';
import type { Refusal } from '../refusal';
import type { TimeRange } from '../time';

/** In which order events come out, by their start. */
export type Order = 'newestFirst' | 'oldestFirst';

/**
 * Whether reading may need more memory the more it reads (`all`), as where the caller keeps every event
 * anyway, or not (`bounded`), as where the caller passes events on and lets them go.
 */
export type Memory = 'all' | 'bounded';

/** Where events are read from: one generation of the API, with a query applied. */
export interface EventSource<Event extends Located = HoneyHiveEvent> {
	/** Whether the API promises that pages come newest first. */
	readonly newestFirst: boolean;
	/** Max number of events that one request may ask for. */
	readonly maxPageSize: number;
	/**
	 * Asks for one page of a range, and retries until the signal is aborted.
	 *
	 * @throws AnswerTooLarge when less should be asked for instead, or a Refusal
	 */
	fetchPage(range: TimeRange, request: PageRequest, signal?: AbortSignal): Promise<Page<Event>>;
	/**
	 * Asks for one page of a range in which events have little more than their start, where the API promises
	 * no order and an answer can be reduced to that.
	 */
	readonly fetchStarts?: (
		range: TimeRange,
		request: PageRequest,
		signal?: AbortSignal,
	) => Promise<Page<Located>>;
	/** Counts the events of a range, where the generation states a total. @throws Refusal */
	count(range: TimeRange): Promise<number | undefined>;
	/** Asks for events without a start time, where the generation has a filter for them. */
	readonly fetchWithoutStart?: (request: PageRequest) => Promise<Page<Event>>;
	/** Whether an event is one of those that are asked for, where the API returns others too. */
	matches?(event: Event): boolean;
	/** Whether every other request would meet this refusal too, as with a wrong key. */
	affectsEveryRequest(refusal: Refusal): boolean;
	/** Whether a request for another range may succeed, as with an answer that takes too long. */
	dependsOnRange(refusal: Refusal): boolean;
}

/** How many requests may be in flight at the same time, unless the user decides otherwise. */
export const defaultConcurrency = 16;

/** Events that may be on their way at the same time where memory is bounded: four of the largest pages. */
const maxEventsInFlight = 30_000;

/**
 * When a window cannot be read: `stop` ends the reading, `finishEarlier` ends it after the windows that
 * come before the gap in the output, and `continue` reads all other windows.
 */
export type OnGap = 'stop' | 'finishEarlier' | 'continue';

/** How a range is to be read. All but `onHint` have a default. */
export interface ReadOptions {
	/** Events to ask for in one request; by default as many as the source allows. */
	readonly pageSize?: number;
	/** Max number of requests in flight at the same time. @default 16 */
	readonly concurrency?: number;
	/** @default 'newestFirst' */
	readonly order?: Order;
	/** Max number of events to return. @default Infinity */
	readonly maxEvents?: number;
	/**
	 * How many events suffice where time cannot tell them apart: whoever receives so many stops. Their page
	 * numbers are not read further then. @default maxEvents
	 */
	readonly enough?: number;
	/**
	 * UTC milliseconds: events that begin then or later are left out. The API's ranges include their
	 * end, and ranges that are to meet without an overlap must not.
	 */
	readonly before?: number | undefined;
	/** @default 'all' */
	readonly memory?: Memory;
	/** What happens to the other windows when one cannot be read. @default 'stop' */
	readonly onGap?: OnGap;
	/** Receives what the user should know about a result that is there. */
	readonly onHint: (hint: string) => void;
}

/** The options with their defaults. */
export interface ReadSettings
	extends Required<Omit<ReadOptions, 'before'>>,
		Pick<ReadOptions, 'before'> {
	/** Max number of events that it can be worth to read: Infinity where not all of them are returned. */
	readonly maxRead: number;
}

export function settingsOf<Event extends Located>(
	{ maxPageSize, matches }: Pick<EventSource<Event>, 'maxPageSize' | 'matches'>,
	options: ReadOptions,
): ReadSettings {
	const {
		pageSize = maxPageSize,
		concurrency: allowed = defaultConcurrency,
		order = 'newestFirst',
		maxEvents = Infinity,
		enough = maxEvents,
		memory = 'all',
		onGap = 'stop',
		before,
		onHint,
	} = options;
	const maxRead = matches ? Infinity : maxEvents;
	// With more than one for each page that is wanted, some would read what nobody takes.
	const wanted = Math.ceil(maxRead / pageSize);
	const fitting = memory === 'bounded' ? Math.ceil(maxEventsInFlight / pageSize) : Infinity;
	return {
		pageSize,
		concurrency: Math.min(allowed, wanted, fitting),
		order,
		maxEvents,
		maxRead,
		enough,
		memory,
		onGap,
		before,
		onHint,
	};
}

/**
 * How many events the reading may be ahead of the output, as far as estimated. The more there are, the more
 * workers find something to do where events come in bursts; where memory is bounded, these are what it holds.
 */
export const maxEventsAhead: Readonly<Record<Memory, number>> = { all: 400_000, bounded: 45_000 };

/** Fewer events than this are in order by chance too often to prove anything. */
const minProvingEvents = 8;

/** Room in the first sample, so that one window of about the same size holds all that is wanted. */
const sampleMargin = 1.25;

/**
 * The first request asks for less than a page when less is wanted. Where the source returns that first, it
 * asks for enough to prove the order: otherwise the page would have to be divided. Elsewhere it samples the
 * range, but with no more events than every deployment returns when no more are wanted.
 */
export function firstLimit(
	{ newestFirst }: Pick<EventSource, 'newestFirst'>,
	{ pageSize, maxRead, order }: ReadSettings,
): number {
	const wantedComeFirst = newestFirst && order === 'newestFirst';
	if (wantedComeFirst) return Math.min(pageSize, Math.max(maxRead, minProvingEvents));
	return Math.min(pageSize, maxRead > safeLimit ? Math.ceil(maxRead * sampleMargin) : safeLimit);
}

/** How many events must come newest first for a page to be trusted to hold the newest ones. */
export function minOrderedEvents(
	{ newestFirst }: Pick<EventSource, 'newestFirst'>,
	{ pageSize }: ReadSettings,
): number {
	return newestFirst ? Math.min(minProvingEvents, pageSize) : Infinity;
}
