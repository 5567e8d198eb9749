import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { Page, PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import { OverlongAnswer } from '../../../../nodes/HoneyHive/events/reading/missing';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import type { EventSource } from '../../../../nodes/HoneyHive/events/reading/source';
import { earliest, latest, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from './dice';
import { show, type Shown, type Stored } from './stored';

/** In which order a source hands out its pages: by start, or in one that looks like none. */
export type Arrangement = 'descending' | 'ascending' | 'shuffled';

/** How a generation of the API behaves, as far as paging depends on it. */
export interface Behaviour {
	readonly arrangement: Arrangement;
	/** Whether the source promises to be newest first, whatever it does. */
	readonly promisesOrder: boolean;
	/** What a page says of the number of matches; `lie` is a hint that is wrong. */
	readonly counts: 'total' | 'hint' | 'lie' | 'nothing';
	/** Whether both ends of a date range are required, so that an open one is replaced. */
	readonly bothEnds: boolean;
	readonly canAskForTimeless: boolean;
}

export interface Trouble {
	/** An answer with more events than this is too much. */
	readonly mostInAnswer?: number;
	/** Windows that touch this stretch of time are refused. */
	readonly refused?: TimeRange;
	/** Windows that touch this stretch of time are answered only once nobody wants the answer. */
	readonly stuck?: TimeRange;
	/** Whether that refusal would meet every other window too. */
	readonly refusesAll?: boolean;
	/** May change the events when so many requests were answered; tells whether it did. */
	readonly afterAnswer?: (answered: number, events: Map<string, Stored>) => boolean;
}

/** A HoneyHive without HTTP: answers pages of what it stores, in its own time and order. */
export class MemorySource implements EventSource {
	readonly newestFirst: boolean;

	readonly fetchTimeless?: (request: PageRequest) => Promise<Page>;

	readonly asked: Array<PageRequest & { window: TimeRange }> = [];

	mostInFlight = 0;

	inFlight = 0;

	private readonly stored: Map<string, Stored>;

	/** All events in the order of the pages. */
	private arranged: readonly Stored[] = [];

	private readonly dice: Dice;

	constructor(
		events: readonly Stored[],
		private readonly shown: Shown,
		private readonly behaviour: Behaviour,
		private readonly seed: number,
		private readonly trouble: Trouble = {},
	) {
		this.stored = new Map(events.map((event) => [event.id, event]));
		this.dice = new Dice(seed);
		this.newestFirst = behaviour.promisesOrder;
		this.arrange();
		if (behaviour.canAskForTimeless) {
			this.fetchTimeless = async (request) =>
				await this.answer({}, request, ({ time }) => time === undefined);
		}
	}

	async count(window: TimeRange): Promise<number | undefined> {
		return (await this.fetch(window, { limit: 1, page: 1 })).total;
	}

	async fetch(window: TimeRange, request: PageRequest, signal?: AbortSignal): Promise<Page> {
		const { from, to } = this.rangeOf(window);
		const isOpen = from === undefined && to === undefined;
		return await this.answer(
			window,
			request,
			({ time }) =>
				isOpen ||
				(time !== undefined &&
					(from === undefined || time >= from) &&
					(to === undefined || time <= to)),
			signal,
		);
	}

	concernsAll(): boolean {
		return this.trouble.refusesAll ?? false;
	}

	private async answer(
		window: TimeRange,
		request: PageRequest,
		matches: (event: Stored) => boolean,
		signal?: AbortSignal,
	): Promise<Page> {
		if (request.limit < 1 || request.page < 1) throw new Error('The limit or page is refused');
		this.asked.push({ window, ...request });
		this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
		try {
			await this.wait();
			if (signal && this.touches(this.trouble.stuck, window)) await aborted(signal);
			return this.pageOf(window, request, this.arranged.filter(matches));
		} finally {
			if (this.trouble.afterAnswer?.(this.asked.length, this.stored)) this.arrange();
			await this.wait();
			this.inFlight--;
		}
	}

	private pageOf(
		window: TimeRange,
		{ limit, page }: PageRequest,
		matches: readonly Stored[],
	): Page {
		if (this.touches(this.trouble.refused, window)) throw new Refusal('The source says no');
		const { mostInAnswer = Infinity } = this.trouble;
		const rows = matches.slice((page - 1) * limit, page * limit);
		if (rows.length > mostInAnswer) throw new OverlongAnswer(new Refusal('That is too much'));
		const events = rows.map((event): HoneyHiveEvent => show(event, this.shown));
		const { counts } = this.behaviour;
		if (counts === 'total') return { events, total: matches.length };
		const count = counts === 'lie' ? this.dice.whole(0, 3 * matches.length) : matches.length;
		return counts !== 'nothing' && count > events.length
			? { events, countHint: count }
			: { events };
	}

	private touches(
		stretch: TimeRange | undefined,
		{ from = -Infinity, to = Infinity }: TimeRange,
	): boolean {
		// The first request asks for everything and tells nothing about a stretch of time.
		if (!stretch || this.asked.length === 1) return false;
		return from <= (stretch.to ?? Infinity) && to >= (stretch.from ?? -Infinity);
	}

	/** Events without a time come last, as the documents of the search say of it. */
	private arrange(): void {
		const { arrangement } = this.behaviour;
		const sign = arrangement === 'descending' ? -1 : 1;
		const keyed = [...this.stored.values()].map((event) => ({
			event,
			place: arrangement === 'shuffled' ? 0 : sign * (event.time ?? sign * Infinity),
			among: Dice.scatter(event.id, this.seed),
		}));
		keyed.sort((one, other) =>
			one.place === other.place ? one.among - other.among : one.place - other.place,
		);
		this.arranged = keyed.map(({ event }) => event);
	}

	/** What goes over the wire: whole milliseconds, both ends where both are required, no reversed range. */
	private rangeOf({ from, to }: TimeRange): TimeRange {
		if (from === undefined && to === undefined) return {};
		const { bothEnds } = this.behaviour;
		const range = {
			from: wholeMillisecond(from ?? (bothEnds ? earliest : undefined)),
			to: wholeMillisecond(to ?? (bothEnds ? latest : undefined)),
		};
		if ((range.from ?? -Infinity) > (range.to ?? Infinity)) {
			throw new Error(`The range from ${range.from} to ${range.to} is reversed`);
		}
		return range;
	}

	/** Answers overtake each other. */
	private async wait(): Promise<void> {
		for (let turns = this.dice.whole(0, 5); turns > 0; turns--) await Promise.resolve();
	}
}

function wholeMillisecond(end: number | undefined): number | undefined {
	if (end === undefined) return undefined;
	const text = new Date(end).toISOString();
	if (!/^\d{4}-/.test(text)) throw new Error(`${text} is no date that an API reads`);
	return Date.parse(text);
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
