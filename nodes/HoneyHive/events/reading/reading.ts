import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { Refusal, rethrowUnless } from '../refusal';
import type { TimeRange } from '../time';
import { missingCountHint } from './countCheck';
import { enoughOf } from './enough';
import { Endless, Gaps, rangeIgnored } from './missing';
import { maxPages, withoutEnd } from './pages';
import { readWindow } from './readWindow';
import { sampleStarts } from './sample';
import { Sequence } from './sequence';
import {
	maxEventsAhead,
	firstLimit,
	minOrderedEvents,
	type EventSource,
	type ReadSettings,
} from './source';
import type { Division, Window } from './window';
import { WindowQueue } from './windowQueue';
import { ReadingWithoutStart } from './withoutStart';
import { Workers } from './workers';

/** Many more than it takes to divide a century into milliseconds in several places at once. */
const maxAnswersInARow = 200;

/**
 * One reading of a range. Workers read its windows, a queue keeps them in the order of the output, and
 * a sequence puts their events in order and removes those that came before.
 */
export class Reading<Event extends Located> {
	private readonly queue: WindowQueue<Event>;

	private readonly sequence: Sequence<Event>;

	private readonly workers: Workers;

	private readonly gaps: Gaps;

	private readonly withoutStart: ReadingWithoutStart<Event>;

	/** Aborted when no more answers are wanted. */
	private readonly ending = new AbortController();

	/** Matches of the whole range, if the first answer stated it and did not hold them all. */
	private total: number | undefined;

	private wasDivided = false;

	/** In a row: answers that only led to smaller windows. */
	private answersThatOnlyDivided = 0;

	/** In a row: pages after a first one, while no window was read. All workers share them. */
	private numberedPages = 0;

	/** A refusal that every other request would meet too. */
	private fatalRefusal: Refusal | undefined;

	/** An error that is not a refusal. */
	private defect: { readonly error: unknown } | undefined;

	constructor(
		private readonly source: EventSource<Event>,
		private readonly range: TimeRange,
		private readonly settings: ReadSettings,
	) {
		const { concurrency, maxRead, memory, order, pageSize } = settings;
		this.sequence = new Sequence(settings, source.matches);
		this.queue = new WindowQueue(range, {
			order,
			firstLimit: firstLimit(source, settings),
			pageSize,
			maxAhead: () => Math.min(maxEventsAhead[memory], maxRead - this.sequence.length),
		});
		this.workers = new Workers(concurrency);
		this.gaps = new Gaps(range);
		this.withoutStart = new ReadingWithoutStart(source, settings, this.ending.signal);
	}

	async *run(): AsyncGenerator<Event[]> {
		while (!this.queue.isEmpty && !this.sequence.isFull) {
			const done = this.queue.takeDone();
			if (this.endsAtGap(done)) this.gaps.throwIfAny();
			const events = this.sequence.add(done?.events ?? []);
			// Before the events are passed on, so that requests are in flight while the caller works on them.
			if (!this.sequence.isFull) this.startReading();
			if (events.length > 0) yield events;
			// Workers are idle only after a fatal refusal, when no window waits any more.
			else if (!done && !this.workers.areIdle) await this.workers.nextEnd();
			if (this.defect) throw this.defect.error;
		}
		if (this.sequence.isFull) return;
		if (this.wasDivided) yield* this.eventsWithoutStart();
		this.gaps.throwIfAny();
		if (this.wasDivided) await this.checkCount();
	}

	/** Starts nothing more, and waits for what is running. */
	async end(): Promise<void> {
		this.ending.abort();
		await this.workers.allEnd();
	}

	/** Gives every free worker a window, as far as the buffer allows. */
	private startReading(): void {
		if (this.fatalRefusal) this.gaps.add(this.queue.markWaitingMissing(), this.fatalRefusal);
		else if (this.shouldReadWithoutStart()) this.workers.start(this.withoutStart.start());
		this.queue.divideFor(this.workers.free);
		while (this.workers.free > 0) {
			const window = this.queue.startNext();
			if (!window) return;
			this.workers.start(this.read(window));
		}
	}

	/** Alongside the windows, unless there is a maximum: then these may yield enough events. */
	private shouldReadWithoutStart(): boolean {
		const isWanted = this.wasDivided && this.isOpen && this.settings.maxEvents === Infinity;
		return isWanted && this.workers.free > 0 && !this.withoutStart.isStarted;
	}

	/** A range that has an end does not include events without a start. */
	private get isOpen(): boolean {
		return this.range.from === undefined && this.range.to === undefined;
	}

	private async read(window: Window<Event>): Promise<void> {
		try {
			const division = await readWindow(window, this.fetchPage, {
				minOrderedEvents: minOrderedEvents(this.source, this.settings),
				enough: enoughOf(window.range, this.settings, this.source.matches),
				sample: this.sample,
			});
			this.accept(window, division);
		} catch (error) {
			if (error instanceof Refusal) this.markMissing(window, error);
			else this.defect = { error };
		}
	}

	/** After the end nothing is asked. An empty page stands in, which is harmless: nothing is passed on. */
	private readonly fetchPage = async (
		range: TimeRange,
		request: PageRequest,
	): Promise<Page<Event>> => {
		const { signal } = this.ending;
		if (signal.aborted) return { events: [] };
		if (request.page > 1) this.numberedPages += 1;
		if (this.numberedPages >= maxPages) throw withoutEnd(maxPages);
		const page = await this.source.fetchPage(range, request, signal);
		if (page.limit !== undefined) this.settings.onHint(pageLimitHint(page.limit));
		return page;
	};

	/** While the whole range is read, no other worker has anything to do. */
	private readonly sample = async (page: Page<Event>, range: TimeRange, limit: number) => {
		const { fetchStarts } = this.source;
		if (!fetchStarts) return [];
		const { signal } = this.ending;
		const fetch = async (request: PageRequest) =>
			signal.aborted ? { events: [] } : await fetchStarts(range, request, signal);
		const { maxEvents, concurrency } = this.settings;
		const isWholeRange = range === this.range;
		const options = { limit, maxEvents, concurrency: isWholeRange ? concurrency : 1 };
		return await sampleStarts(page, fetch, options);
	};

	private accept(window: Window<Event>, division: Division<Event>): void {
		const { windows, total, usedPageNumbers } = division;
		const isWholeRange = window.range === this.range;
		if (isWholeRange) this.total = total;
		const isAnyRead = windows.some(({ state }) => state === 'read');
		this.answersThatOnlyDivided = isAnyRead ? 0 : this.answersThatOnlyDivided + 1;
		if (isAnyRead) this.numberedPages = 0;
		if (this.answersThatOnlyDivided > maxAnswersInARow) throw rangeIgnored();
		if (windows.length > 1) this.wasDivided = true;
		if (usedPageNumbers) this.settings.onHint(pageNumbersHint('that share one moment'));
		this.queue.replace(window, windows);
	}

	private markMissing(window: Window<Event>, refusal: Refusal): void {
		if (!this.queue.holds(window)) return;
		window.state = 'missing';
		this.gaps.add([window.range], refusal);
		if (this.settings.onGap !== 'continue') this.queue.dropAfter(window);
		const isFatal = refusal instanceof Endless || this.source.affectsEveryRequest(refusal);
		if (isFatal) this.fatalRefusal ??= refusal;
	}

	/**
	 * Whether a gap, if there is one, ends the reading now. With a maximum, there may be enough events
	 * before the gap, so the reading goes on until the gap is next.
	 */
	private endsAtGap(done: Window<Event> | undefined): boolean {
		const { onGap, maxEvents } = this.settings;
		if (onGap === 'continue') return false;
		return done?.state === 'missing' || (onGap === 'stop' && maxEvents === Infinity);
	}

	private async *eventsWithoutStart(): AsyncGenerator<Event[]> {
		if (!this.isOpen) return;
		if (this.fatalRefusal) {
			this.gaps.addWithoutStart(this.fatalRefusal);
			return;
		}
		try {
			const { events, usedPageNumbers } = await this.withoutStart.result();
			if (usedPageNumbers) this.settings.onHint(pageNumbersHint('without a start time'));
			yield this.sequence.add(events);
		} catch (error) {
			this.gaps.addWithoutStart(rethrowUnless(Refusal, error));
		}
	}

	private async checkCount(): Promise<void> {
		if (this.total === undefined) return;
		const read = this.sequence.length + this.sequence.leftOut;
		const counts = { expected: this.total, read };
		const hint = await missingCountHint(this.source, this.range, counts);
		if (hint) this.settings.onHint(hint);
	}
}

function pageLimitHint(limit: number): string {
	return `HoneyHive does not accept more than ${limit} events per page, so the node continues with ${limit}.`;
}

function pageNumbersHint(which: string): string {
	return `Events ${which} were read by page number: if events were deleted in the meantime, some may be missing.`;
}
