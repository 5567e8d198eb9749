import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { Page, PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import { AnswerTooLarge } from '../../../../nodes/HoneyHive/events/reading/missing';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import type { EventSource } from '../../../../nodes/HoneyHive/events/reading/source';
import { earliest, latest, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from './dice';
import { show, type Shown, type Stored } from './stored';

/** In which order a source returns its events: by start, or in an order that looks random. */
export type Arrangement = 'descending' | 'ascending' | 'shuffled';

/** How a generation of the API behaves, as far as reading depends on it. */
export interface Behavior {
	readonly arrangement: Arrangement;
	/** Whether the source promises newest first, whatever it does. */
	readonly promisesOrder: boolean;
	/** What a page says about the number of matches: a `count` only where it is larger than the page. */
	readonly counts: 'total' | 'count' | 'lie' | 'nothing';
	/** Whether both ends of a date range are required, so that an open end is replaced. */
	readonly bothEnds: boolean;
	readonly canAskForMissingStart: boolean;
	readonly maxPageSize?: number;
}

export interface Trouble {
	/** First pages hold no more than this and say so, as from a deployment that refuses larger ones. */
	readonly maxAccepted?: number;
	/** A response with more events than this is too large. */
	readonly maxInAnswer?: number;
	/** Ranges that touch this one are refused. */
	readonly refused?: TimeRange;
	/** Requests for ranges that touch this one are answered only after they are aborted. */
	readonly stuck?: TimeRange;
	/** Whether a refusal would affect every other range too. */
	readonly refusesAll?: boolean;
	/** After this many answers there is no time left: every further request is refused. */
	readonly maxAnswers?: number;
	/** May change the events after a number of requests, and returns whether it did. */
	readonly afterAnswer?: (answered: number, events: Map<string, Stored>) => boolean;
}

/** A HoneyHive server without HTTP: it returns pages of its events with random delays, in its own order. */
export class MemorySource implements EventSource {
	readonly newestFirst: boolean;

	readonly maxPageSize: number;

	readonly fetchWithoutStart?: (request: PageRequest) => Promise<Page>;

	readonly fetchStarts?: EventSource['fetchStarts'];

	readonly asked: Array<PageRequest & { range: TimeRange }> = [];

	maxInFlight = 0;

	inFlight = 0;

	private readonly stored: Map<string, Stored>;

	/** All events in the order of the pages. */
	private arranged: readonly Stored[] = [];

	private readonly dice: Dice;

	constructor(
		events: readonly Stored[],
		private readonly shown: Shown,
		private readonly behavior: Behavior,
		private readonly seed: number,
		private readonly trouble: Trouble = {},
	) {
		this.stored = new Map(events.map((event) => [event.id, event]));
		this.dice = new Dice(seed);
		this.newestFirst = behavior.promisesOrder;
		this.maxPageSize = behavior.maxPageSize ?? Infinity;
		this.arrange();
		if (!behavior.promisesOrder) this.fetchStarts = this.fetchPage.bind(this);
		if (behavior.canAskForMissingStart) {
			this.fetchWithoutStart = async (request) =>
				await this.answer({}, request, ({ time }) => time === undefined);
		}
	}

	async count(range: TimeRange): Promise<number | undefined> {
		return (await this.fetchPage(range, { limit: 1, page: 1 })).total;
	}

	async fetchPage(range: TimeRange, request: PageRequest, signal?: AbortSignal): Promise<Page> {
		const { from, to } = this.rangeSent(range);
		const isOpen = from === undefined && to === undefined;
		return await this.answer(
			range,
			request,
			({ time }) =>
				isOpen ||
				(time !== undefined &&
					(from === undefined || time >= from) &&
					(to === undefined || time <= to)),
			signal,
		);
	}

	affectsEveryRequest(): boolean {
		return (this.trouble.refusesAll ?? false) || this.isOutOfTime;
	}

	dependsOnRange(): boolean {
		return !this.trouble.refusesAll;
	}

	private get isOutOfTime(): boolean {
		return this.asked.length > (this.trouble.maxAnswers ?? Infinity);
	}

	private async answer(
		range: TimeRange,
		request: PageRequest,
		matches: (event: Stored) => boolean,
		signal?: AbortSignal,
	): Promise<Page> {
		if (request.limit < 1 || request.page < 1) throw new Error('The limit or page is refused');
		const { maxAccepted = Infinity } = this.trouble;
		if (request.limit > maxAccepted) {
			if (request.page > 1) throw new Error('The page differs from the first one in size');
			const page = await this.answer(range, { ...request, limit: maxAccepted }, matches, signal);
			return { ...page, limit: maxAccepted };
		}
		this.asked.push({ range, ...request });
		this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
		try {
			await this.wait();
			if (this.isOutOfTime) throw new Refusal('There is no time left');
			if (signal && this.touches(this.trouble.stuck, range)) await aborted(signal);
			return this.pageOf(range, request, this.arranged.filter(matches));
		} finally {
			if (this.trouble.afterAnswer?.(this.asked.length, this.stored)) this.arrange();
			await this.wait();
			this.inFlight--;
		}
	}

	private pageOf(range: TimeRange, { limit, page }: PageRequest, matches: readonly Stored[]): Page {
		if (this.touches(this.trouble.refused, range)) throw new Refusal('The source says no');
		const { maxInAnswer = Infinity } = this.trouble;
		const rows = matches.slice((page - 1) * limit, page * limit);
		if (rows.length > maxInAnswer) {
			throw new AnswerTooLarge(new Refusal('The answer is too large'), limit);
		}
		const events = rows.map((event): HoneyHiveEvent => show(event, this.shown));
		const { counts } = this.behavior;
		if (counts === 'total') return { events, total: matches.length };
		const count = counts === 'lie' ? this.dice.whole(0, 3 * matches.length) : matches.length;
		return counts !== 'nothing' && count > events.length ? { events, total: count } : { events };
	}

	private touches(
		other: TimeRange | undefined,
		{ from = -Infinity, to = Infinity }: TimeRange,
	): boolean {
		// The first request covers the whole range: refusing it would leave nothing to read.
		if (!other || this.asked.length === 1) return false;
		return from <= (other.to ?? Infinity) && to >= (other.from ?? -Infinity);
	}

	/** Events without a time come last, as the documentation of the search endpoint says. */
	private arrange(): void {
		const { arrangement } = this.behavior;
		const direction = arrangement === 'descending' ? -1 : 1;
		const keyed = [...this.stored.values()].map((event) => ({
			event,
			place: arrangement === 'shuffled' ? 0 : direction * (event.time ?? direction * Infinity),
			tieBreaker: Dice.scatter(event.id, this.seed),
		}));
		keyed.sort((one, other) =>
			one.place === other.place ? one.tieBreaker - other.tieBreaker : one.place - other.place,
		);
		this.arranged = keyed.map(({ event }) => event);
	}

	/** The range as it is sent: in whole milliseconds, with both ends if required, never reversed. */
	private rangeSent({ from, to }: TimeRange): TimeRange {
		if (from === undefined && to === undefined) return {};
		const { bothEnds } = this.behavior;
		const sent = {
			from: wholeMillisecond(from ?? (bothEnds ? earliest : undefined)),
			to: wholeMillisecond(to ?? (bothEnds ? latest : undefined)),
		};
		if ((sent.from ?? -Infinity) > (sent.to ?? Infinity)) {
			throw new Error(`The range from ${sent.from} to ${sent.to} is reversed`);
		}
		return sent;
	}

	/** Waits a random number of turns, so that responses can overtake each other. */
	private async wait(): Promise<void> {
		for (let turns = this.dice.whole(0, 5); turns > 0; turns--) await Promise.resolve();
	}
}

function wholeMillisecond(end: number | undefined): number | undefined {
	if (end === undefined) return undefined;
	const text = new Date(end).toISOString();
	if (!/^\d{4}-/.test(text)) throw new Error(`${text} is not a date that the API can read`);
	return Date.parse(text);
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
