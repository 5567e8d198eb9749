import type { HoneyHiveEvent } from './event';
import { Gaps } from './gaps';
import type { Page, PageRequest } from './generation';
import { isComplete, judge } from './judge';
import { OverlongAnswer } from './missing';
import { readPages } from './pages';
import { Refusal } from './refusal';
import { Sequence } from './sequence';
import { firstLimit, halfOf, orderedFrom, type EventSource, type ReadOptions } from './source';
import type { TimeRange } from './time';
import { readTimeless } from './timeless';
import { describeDifference } from './total';
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

	/** A refusal that every other request would meet too. */
	private hopeless: Refusal | undefined;

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
			if (this.isDoomed(read)) this.gaps.throwIfAny();
			if (read) yield* this.handOn(read.events);
			else await Promise.race(this.inFlight);
			if (this.unforeseen) throw this.unforeseen.error;
		}
		if (this.sequence.isFull) return;
		if (this.wasCut) yield* this.handOnTimeless();
		this.gaps.throwIfAny();
		if (this.wasCut) await this.checkTotal();
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
		if (this.hopeless) this.gaps.add(this.queue.giveUpWaiting(), this.hopeless);
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
		const verdict = judge(page, window, limit, orderedFrom(this.source, this.options));
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
		this.options.onHint(pageNumbersHint('that no time tells apart'));
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
				limit: parts.length > 1 ? segment.limit : halfOf(segment.limit),
				cuts: segment.cuts + 1,
			},
		);
	}

	private giveUp(segment: Segment, refusal: Refusal): void {
		if (!this.queue.holds(segment)) return;
		segment.state = 'missing';
		this.gaps.add([segment.window], refusal);
		if (this.options.whenMissing === 'stop') this.queue.dropAfter(segment);
		if (this.source.concernsAll(refusal)) this.hopeless ??= refusal;
	}

	/** Whether a gap ends it all: at once, unless enough events may come before the gap. */
	private isDoomed(next: Segment | undefined): boolean {
		if (this.options.whenMissing === 'readOn') return false;
		return next?.state === 'missing' || this.options.maxEvents === Infinity;
	}

	private async *handOnTimeless(): AsyncGenerator<HoneyHiveEvent[]> {
		if (this.range.from !== undefined || this.range.to !== undefined) return;
		if (this.hopeless) {
			this.gaps.addTimeless(this.hopeless);
			return;
		}
		try {
			const { events, byPageNumbers } = await readTimeless(this.source, this.options.pageSize);
			if (byPageNumbers) this.options.onHint(pageNumbersHint('without a start time'));
			yield* this.handOn(events);
		} catch (error) {
			this.gaps.addTimeless(refusalOf(error));
		}
	}

	private async checkTotal(): Promise<void> {
		if (this.total === undefined) return;
		const hint = await describeDifference(this.source, this.range, {
			expected: this.total,
			returned: this.sequence.length,
		});
		if (hint) this.options.onHint(hint);
	}
}

function pageNumbersHint(which: string): string {
	return `Events ${which} were read by page numbers: if events were deleted meanwhile, some may be missing.`;
}

/** Anything else is a mistake of ours. */
function refusalOf(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	throw error;
}
