import type { HoneyHiveEvent } from './event';
import type { Page, PageRequest } from './generation';
import { isComplete, judge } from './judge';
import { MissingEvents, OverlongAnswer } from './missing';
import { readPages } from './pages';
import { Refusal } from './refusal';
import { Sequence } from './sequence';
import type { EventSource, ReadOptions } from './source';
import type { TimeRange } from './time';
import { readUncounted } from './uncounted';
import { bisect, join } from './window';
import { WindowQueue, type Segment } from './windowQueue';

/** A window is cut, or asked for in smaller pages, this often because its answer is too much. */
const mostCuts = 6;

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

	private readonly missing: TimeRange[] = [];

	private refusal: Refusal | undefined;

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
		this.queue = new WindowQueue(range, options.order, limitFor(source, options));
		this.sequence = new Sequence(options.order, options.maxEvents);
	}

	async *run(): AsyncGenerator<HoneyHiveEvent[]> {
		while (!this.queue.isEmpty && !this.sequence.isFull) {
			this.startReading();
			const read = this.queue.takeRead();
			if (read) yield* this.handOn(read.events);
			else await Promise.race(this.inFlight);
			if (this.unforeseen) throw this.unforeseen.error;
			if (this.refusal && this.options.whenMissing === 'stop') break;
		}
		if (this.refusal) throw this.describeMissing(this.refusal);
		if (this.wasCut && !this.sequence.isFull) yield* this.handOnUncounted();
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
			const segment = this.queue.startNext(2 * concurrency * pageSize);
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
			this.queue.replace(segment, verdict.parts);
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
		const parts = bisect(segment.window);
		if (parts.length > 1) this.wasCut = true;
		const limit = parts.length > 1 ? segment.limit : Math.ceil(segment.limit / 2);
		this.queue.replace(
			segment,
			parts.map((window) => ({ window })),
			{ limit, cuts: segment.cuts + 1 },
		);
	}

	private giveUp(segment: Segment, refusal: Refusal): void {
		this.refusal ??= refusal;
		this.missing.push(segment.window);
		segment.state = 'missing';
		if (!this.source.concernsAll(refusal)) return;
		this.missing.push(...this.queue.unread());
		this.queue.giveUp();
	}

	private describeMissing(refusal: Refusal): Refusal {
		const nothingElse = this.missing.includes(this.range);
		return nothingElse ? refusal : new MissingEvents(join(this.missing), refusal);
	}

	/** What is in no window: events without a time. And what the count says of it all. */
	private async *handOnUncounted(): AsyncGenerator<HoneyHiveEvent[]> {
		const found = await readUncounted(this.source, this.range, {
			limit: this.options.pageSize,
			expected: this.total,
			returned: this.sequence.length,
			onHint: this.options.onHint,
		});
		yield* this.handOn(found);
	}
}

/** Events in a sample that shows well enough how a window is filled. */
const sample = 1000;

/** Fewer than a page are asked for when fewer are wanted, and those come first. */
function limitFor({ newestFirst }: EventSource, options: ReadOptions): number {
	const { pageSize, maxEvents, order } = options;
	const enough = newestFirst && order === 'newestFirst' ? maxEvents : Math.max(maxEvents, sample);
	return Math.min(pageSize, enough);
}
