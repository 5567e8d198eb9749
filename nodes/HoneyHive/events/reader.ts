import type { HoneyHiveEvent } from './event';
import { Gaps } from './gaps';
import type { Page, PageRequest } from './generation';
import { isComplete, judge } from './judge';
import { OverlongAnswer } from './missing';
import { readPages } from './pages';
import { Refusal } from './refusal';
import { Sequence } from './sequence';
import { firstLimit, type EventSource, type ReadOptions } from './source';
import type { TimeRange } from './time';
import { countOf, readTimeless } from './timeless';
import { bisect } from './window';
import { pagesPerStretch, WindowQueue, type Segment } from './windowQueue';

/**
 * Pages for each worker that may wait for others before them in the output. Fewer, and workers stand
 * still while the first of them reads its stretch to the end.
 */
const pagesAhead = pagesPerStretch;

/** A window is cut, or asked for in smaller pages, this often because its answer is too much. */
const mostCuts = 8;

/**
 * Reads a range of time completely, window by window, several at once, and yields the events in
 * order of their start, each once.
 *
 * A window counts as read when its answer says that it holds no more. Nothing can shift inside such
 * a window, whatever is inserted or deleted meanwhile.
 *
 * @throws MissingEvents that names the ranges that could not be read, or the Refusal that met the
 * first request
 */
export async function* readWindows(
	source: EventSource,
	range: TimeRange,
	options: ReadOptions,
): AsyncGenerator<HoneyHiveEvent[]> {
	const reading = new Reading(source, range, options);
	try {
		yield* reading.run();
	} finally {
		await reading.end();
	}
}

class Reading {
	private readonly queue: WindowQueue;

	private readonly sequence: Sequence;

	private readonly inFlight = new Set<Promise<void>>();

	private readonly gaps: Gaps;

	private unforeseen: { error: unknown } | undefined;

	/** Matches of the whole range, when the first answer says so and not all fit it. */
	private total: number | undefined;

	private wasCut = false;

	private readonly stop = new AbortController();

	constructor(
		private readonly source: EventSource,
		private readonly range: TimeRange,
		private readonly options: ReadOptions,
	) {
		this.queue = new WindowQueue(range, options.order, firstLimit(source, options));
		this.sequence = new Sequence(options.order, options.maxEvents);
		this.gaps = new Gaps(range);
	}

	async *run(): AsyncGenerator<HoneyHiveEvent[]> {
		while (!this.queue.isEmpty && !this.sequence.isFull) {
			this.startReading();
			const read = this.queue.takeRead();
			if (read) yield* this.handOn(read.events);
			else await Promise.race(this.inFlight);
			if (this.unforeseen) throw this.unforeseen.error;
			if (this.options.whenMissing === 'stop') this.gaps.throwIfAny();
		}
		if (this.wasCut && !this.sequence.isFull) yield* this.handOnTimeless();
		this.gaps.throwIfAny();
		if (this.wasCut && !this.sequence.isFull) await this.checkTotal();
	}

	/** Starts nothing more, and waits until nothing runs any more. */
	async end(): Promise<void> {
		this.stop.abort();
		await Promise.all(this.inFlight);
	}

	private *handOn(events: readonly HoneyHiveEvent[]): Generator<HoneyHiveEvent[]> {
		const next = this.sequence.take(events);
		if (next.length > 0) yield next;
	}

	/** Gives every free worker a window, as far as the buffer allows. */
	private startReading(): void {
		const { concurrency, pageSize } = this.options;
		this.queue.cutFor(concurrency - this.inFlight.size, pageSize);
		while (this.inFlight.size < concurrency) {
			const segment = this.queue.startNext(concurrency * pagesAhead * pageSize);
			if (!segment) return;
			const reading = this.read(segment).finally(() => this.inFlight.delete(reading));
			this.inFlight.add(reading);
		}
	}

	private async read(segment: Segment): Promise<void> {
		try {
			await this.readSegment(segment);
		} catch (error) {
			if (error instanceof OverlongAnswer) this.askForLess(segment, error);
			else if (error instanceof Refusal) this.giveUp(segment, error);
			else this.unforeseen = { error };
		}
	}

	private async readSegment(segment: Segment): Promise<void> {
		const { window, limit } = segment;
		const page = await this.fetch(window, { limit, page: 1 });
		if (isComplete(page, limit)) {
			this.queue.replace(segment, [{ window, events: page.events }]);
			return;
		}
		if (window === this.range) this.total = page.total;
		const verdict = judge(page, window, limit, this.source.newestFirst);
		if (verdict !== 'uncuttable') {
			this.wasCut = true;
			this.queue.replace(segment, verdict.parts, { limit, cuts: 0 });
		} else await this.readByPageNumbers(segment, page);
	}

	private async fetch(window: TimeRange, request: PageRequest): Promise<Page> {
		const { signal } = this.stop;
		return signal.aborted ? { events: [] } : await this.source.fetch(window, request, signal);
	}

	private async readByPageNumbers(segment: Segment, first: Page): Promise<void> {
		const { window, limit } = segment;
		const events = await readPages(
			async (request) => await this.fetch(window, request),
			limit,
			first,
		);
		this.options.onHint(
			`${events.length} events have no time that tells them apart and were read by page numbers: if events were deleted meanwhile, some may be missing.`,
		);
		this.queue.replace(segment, [{ window, events }]);
	}

	private askForLess(segment: Segment, { reason }: OverlongAnswer): void {
		if (segment.cuts >= mostCuts) {
			this.giveUp(segment, reason);
			return;
		}
		// In turns, since an answer can be too much for its rows or for the time it takes to find them.
		const parts = segment.cuts % 2 === 0 ? bisect(segment.window) : [segment.window];
		if (parts.length > 1) this.wasCut = true;
		this.queue.replace(
			segment,
			parts.map((window) => ({ window })),
			{
				limit: parts.length > 1 ? segment.limit : Math.ceil(segment.limit / 2),
				cuts: segment.cuts + 1,
			},
		);
	}

	private giveUp(segment: Segment, refusal: Refusal): void {
		segment.state = 'missing';
		this.gaps.add([segment.window], refusal);
		if (!this.source.concernsAll(refusal)) return;
		this.gaps.add(this.queue.unread(), refusal);
		this.queue.giveUp();
	}

	private async *handOnTimeless(): AsyncGenerator<HoneyHiveEvent[]> {
		try {
			yield* this.handOn(await readTimeless(this.source, this.range, this.options.pageSize));
		} catch (error) {
			this.gaps.addTimeless(refusalOf(error));
		}
	}

	/** Says so when HoneyHive counts more events than came. Counted again: some may be deleted by now. */
	private async checkTotal(): Promise<void> {
		const returned = this.sequence.length;
		if (this.total === undefined || returned >= this.total) return;
		const total = (await countOf(this.source, this.range)) ?? 0;
		if (returned >= total) return;
		this.options.onHint(
			`HoneyHive counts ${total} events and ${returned} were returned: ${total - returned} may have arrived meanwhile. Run the node again to see whether they are there.`,
		);
	}
}

/** Anything else is a mistake of ours. */
function refusalOf(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	throw error;
}
