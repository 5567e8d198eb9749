import type { Located } from '../event';
import { Gaps } from './gaps';
import type { Page, PageRequest } from '../generation';
import { RangeNotKept } from './missing';
import { Refusal } from '../refusal';
import { readSegment, type Outcome, type Segment } from './readWindow';
import { Sequence } from './sequence';
import { firstLimit, orderedFrom, pagesAhead, type EventSource, type ReadOptions } from './source';
import type { TimeRange } from '../time';
import { TimelessReading } from './withoutStart';
import { describeDifference } from './countCheck';
import { WindowQueue } from './windowQueue';

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
export async function* readWindows<Event extends Located>(
	source: EventSource<Event>,
	range: TimeRange,
	options: ReadOptions,
): AsyncGenerator<Event[]> {
	const reading = new Reading(source, range, options);
	try {
		yield* reading.run();
	} finally {
		await reading.end();
	}
}

class Reading<Event extends Located> {
	private readonly queue: WindowQueue<Event>;

	private readonly sequence: Sequence<Event>;

	private readonly inFlight = new Set<Promise<void>>();

	private readonly gaps: Gaps;

	private readonly timeless: TimelessReading<Event>;

	private unforeseen: { error: unknown } | undefined;

	/** Matches of the whole range, when the first answer says so and not all fit it. */
	private total: number | undefined;

	private wasCut = false;

	/** Answers in a row that only led to smaller windows. */
	private fruitless = 0;

	/** A refusal that every other request would meet too. */
	private hopeless: Refusal | undefined;

	private readonly stop = new AbortController();

	constructor(
		private readonly source: EventSource<Event>,
		private readonly range: TimeRange,
		private readonly options: ReadOptions,
	) {
		this.queue = new WindowQueue(range, options.order, firstLimit(source, options));
		this.sequence = new Sequence(options);
		this.gaps = new Gaps(range);
		this.timeless = new TimelessReading(source, options.pageSize);
	}

	async *run(): AsyncGenerator<Event[]> {
		while (!this.queue.isEmpty && !this.sequence.isFull) {
			const read = this.queue.takeRead();
			if (this.isDoomed(read)) this.gaps.throwIfAny();
			const next = this.sequence.take(read?.events ?? []);
			// Before the events are handed on, so that requests are under way while they are shaped.
			if (!this.sequence.isFull) this.startReading();
			if (next.length > 0) yield next;
			else if (!read && this.inFlight.size > 0) await Promise.race(this.inFlight);
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

	/** Gives every free worker a window, as far as the buffer allows. */
	private startReading(): void {
		const { concurrency, pageSize, maxEvents, handling } = this.options;
		if (this.hopeless) this.gaps.add(this.queue.giveUpWaiting(), this.hopeless);
		else if (this.wantsTimeless()) this.occupyWorker(this.timeless.start());
		const wanted = maxEvents - this.sequence.length;
		const mostBuffered = Math.min(concurrency * pagesAhead[handling] * pageSize, wanted);
		this.queue.cutFor(concurrency - this.inFlight.size, pageSize, mostBuffered);
		while (this.inFlight.size < concurrency) {
			const segment = this.queue.startNext(mostBuffered, pageSize);
			if (!segment) return;
			this.occupyWorker(this.read(segment));
		}
	}

	private occupyWorker(work: Promise<void>): void {
		const working = work.finally(() => this.inFlight.delete(working));
		this.inFlight.add(working);
	}

	/** Beside the windows, unless enough events may come without them. */
	private wantsTimeless(): boolean {
		const { concurrency, maxEvents } = this.options;
		const isWorkerFree = this.inFlight.size < concurrency;
		const isWanted = this.wasCut && this.mayBeTimeless && maxEvents === Infinity;
		return isWanted && isWorkerFree && !this.timeless.isStarted;
	}

	/** A range with an end holds no event without a time. */
	private get mayBeTimeless(): boolean {
		return this.range.from === undefined && this.range.to === undefined;
	}

	private async read(segment: Segment<Event>): Promise<void> {
		try {
			const fetch = this.fetch.bind(this);
			const needed = orderedFrom(this.source, this.options);
			this.accept(segment, await readSegment(segment, fetch, needed));
		} catch (error) {
			if (error instanceof Refusal) this.giveUp(segment, error);
			else this.unforeseen = { error };
		}
	}

	private accept(
		segment: Segment<Event>,
		{ parts, asking, total, byPageNumbers }: Outcome<Event>,
	): void {
		if (segment.window === this.range) this.total = total;
		this.fruitless = parts.some((part) => 'events' in part) ? 0 : this.fruitless + 1;
		if (this.fruitless > mostFruitless) throw new RangeNotKept();
		if (parts.length > 1) this.wasCut = true;
		if (byPageNumbers) this.options.onHint(pageNumbersHint('that no time tells apart'));
		this.queue.replace(segment, parts, asking);
	}

	private async fetch(window: TimeRange, request: PageRequest): Promise<Page<Event>> {
		const { signal } = this.stop;
		return signal.aborted ? { events: [] } : await this.source.fetch(window, request, signal);
	}

	private giveUp(segment: Segment<Event>, refusal: Refusal): void {
		if (!this.queue.holds(segment)) return;
		segment.state = 'missing';
		this.gaps.add([segment.window], refusal);
		if (this.options.whenMissing === 'stop') this.queue.dropAfter(segment);
		const isHopeless = refusal instanceof RangeNotKept || this.source.concernsAll(refusal);
		if (isHopeless) this.hopeless ??= refusal;
	}

	/** Whether a gap ends it all: at once, unless enough events may come before the gap. */
	private isDoomed(next: Segment<Event> | undefined): boolean {
		if (this.options.whenMissing === 'readOn') return false;
		return next?.state === 'missing' || this.options.maxEvents === Infinity;
	}

	private async *handOnTimeless(): AsyncGenerator<Event[]> {
		if (!this.mayBeTimeless) return;
		if (this.hopeless) {
			this.gaps.addTimeless(this.hopeless);
			return;
		}
		try {
			const { events, byPageNumbers } = await this.timeless.result();
			if (byPageNumbers) this.options.onHint(pageNumbersHint('without a start time'));
			yield this.sequence.take(events);
		} catch (error) {
			this.gaps.addTimeless(refusalOf(error));
		}
	}

	private async checkTotal(): Promise<void> {
		if (this.total === undefined) return;
		const hint = await describeDifference(this.source, this.range, {
			expected: this.total,
			returned: this.sequence.length + this.sequence.leftOut,
		});
		if (hint) this.options.onHint(hint);
	}
}

/** Many more than it takes to cut a century down to a millisecond in several places at once. */
const mostFruitless = 200;

function pageNumbersHint(which: string): string {
	return `Events ${which} were read by page numbers: if events were deleted meanwhile, some may be missing.`;
}

/** Anything else is a mistake of ours. */
function refusalOf(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	throw error;
}
