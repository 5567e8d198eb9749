import type { Located } from '../event';
import type { Part } from './divide';
import type { Asking, Segment } from './readWindow';
import type { Order } from './source';
import type { TimeRange } from '../time';
import { cut, span } from './window';

/** Pages that a worker reads one after the other before it needs a new stretch. */
const pagesPerStretch = 6;

/** The stretches of time that make up a range, in the order of the output. */
export class WindowQueue<Event extends Located> {
	private segments: Array<Segment<Event>>;

	constructor(
		range: TimeRange,
		private readonly order: Order,
		limit: number,
	) {
		this.segments = [segmentOf({ window: range }, { limit, cuts: 0 })];
	}

	get isEmpty(): boolean {
		return this.segments.length === 0;
	}

	/** Takes the events that are next in the output, if they are here. */
	takeRead(): Segment<Event> | undefined {
		const [head] = this.segments;
		return head?.state === 'read' || head?.state === 'missing' ? this.segments.shift() : undefined;
	}

	/** Events that are here but must wait for others before them. */
	private get buffered(): number {
		return this.segments.reduce((sum, { events }) => sum + events.length, 0);
	}

	/**
	 * Stretches that may be started. Once so many events are buffered, only those that the output
	 * waits for.
	 */
	private startable(mostBuffered: number): Array<Segment<Event>> {
		const firstRead = this.segments.findIndex(({ state }) => state === 'read');
		const open = this.buffered > mostBuffered ? this.segments.slice(0, firstRead) : this.segments;
		return open.filter(({ state }) => state === 'waiting');
	}

	/**
	 * The next stretch to read, none when nothing may be started. The rest comes first: its answers
	 * tell how crowded the time is that is cut off it next.
	 *
	 * @param limit events in a page
	 */
	startNext(mostBuffered: number, limit: number): Segment<Event> | undefined {
		const ready = this.startable(mostBuffered);
		const next = restOf(ready, limit) ?? ready[0];
		if (next) next.state = 'reading';
		return next;
	}

	/** Puts the parts of a stretch in its place; they are asked for as it was, unless told otherwise. */
	replace(
		segment: Segment<Event>,
		parts: ReadonlyArray<Part<Event>>,
		asking: Asking = segment,
	): void {
		if (!this.holds(segment)) return;
		const index = this.segments.indexOf(segment);
		const ordered = this.order === 'newestFirst' ? parts : [...parts].reverse();
		this.segments.splice(index, 1, ...ordered.map((part) => segmentOf(part, asking)));
	}

	/**
	 * Cuts stretches that may be started until there is one for each of these workers: pieces of a few
	 * pages off the newest end where the density is known.
	 *
	 * @param limit events in a page
	 */
	cutFor(workers: number, limit: number, mostBuffered: number): void {
		for (let ready = this.startable(mostBuffered); ready.length < workers + spare(ready, limit); ) {
			const largest = largestOf(ready, limit);
			const parts = largest ? this.halve(largest, limit) : [];
			if (!largest || parts.length < 2) return;
			this.replace(
				largest,
				parts.map((window) => ({ window, density: largest.density })),
			);
			ready = this.startable(mostBuffered);
		}
	}

	/** Whether a stretch is still wanted: it may have been dropped while it was read. */
	holds(segment: Segment<Event>): boolean {
		return this.segments.includes(segment);
	}

	/** Drops what comes after a stretch in the output: it will not be handed on. */
	dropAfter(segment: Segment<Event>): void {
		this.segments.splice(this.segments.indexOf(segment) + 1);
	}

	/** Leaves out all that waits, and says what that is. */
	giveUpWaiting(): TimeRange[] {
		const waiting = this.segments.filter(({ state }) => state === 'waiting');
		for (const segment of waiting) segment.state = 'missing';
		return waiting.map(({ window }) => window);
	}

	/**
	 * In two: half the time, or a few pages off the newest end when that is less. The density is that
	 * of the newest end and says little of the other.
	 */
	private halve({ window, density = 0 }: Segment<Event>, limit: number): TimeRange[] {
		const few = (pagesPerStretch * limit) / density;
		const halves = this.order === 'oldestFirst' && window.from !== undefined;
		const width = Math.min(span(window) / 2, halves ? Infinity : few);
		if (window.to === undefined || !Number.isFinite(width)) return [window];
		return cut(window, [Math.round(window.to - width)]);
	}
}

/** For the worker that is free while the rest is asked for and cannot be cut. */
function spare(ready: ReadonlyArray<Segment<Located>>, limit: number): number {
	return restOf(ready, limit) ? 1 : 0;
}

/** What stretches are cut off: it is estimated to hold more than two of them. */
function restOf<Event extends Located>(
	ready: ReadonlyArray<Segment<Event>>,
	limit: number,
): Segment<Event> | undefined {
	return ready.find((segment) => estimate(segment) > 2 * pagesPerStretch * limit);
}

/** The stretch that is estimated to hold most, and more than two pages. */
function largestOf<Event extends Located>(
	segments: ReadonlyArray<Segment<Event>>,
	limit: number,
): Segment<Event> | undefined {
	return segments
		.filter((segment) => estimate(segment) > 2 * limit)
		.reduce<
			Segment<Event> | undefined
		>((largest, segment) => (largest && estimate(largest) >= estimate(segment) ? largest : segment), undefined);
}

function estimate({ window, density }: Segment<Located>): number {
	return density === undefined ? 0 : density * span(window);
}

function segmentOf<Event extends Located>(
	part: Part<Event>,
	{ limit, cuts }: Asking,
): Segment<Event> {
	return 'events' in part
		? { window: part.window, limit, cuts, state: 'read', events: part.events }
		: { ...part, limit, cuts, state: 'waiting', events: [] };
}
