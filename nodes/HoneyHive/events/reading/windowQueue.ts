import type { Located } from '../event';
import type { TimeRange } from '../time';
import { cut, lengthOf } from './range';
import type { Order } from './source';
import { waitingWindow, type Window } from './window';

/** Pages in a piece that is cut off the remainder. */
const pagesPerPiece = 6;

/** All sizes are numbers of events. */
export interface QueueOptions {
	readonly order: Order;
	/** What the first request asks for. */
	readonly firstLimit: number;
	readonly pageSize: number;
	/** How many may wait for their turn in the output: fewer as fewer are still wanted. */
	readonly maxBuffered: () => number;
}

/** The windows that make up a range, in the order of the output. */
export class WindowQueue<Event extends Located> {
	private windows: Array<Window<Event>>;

	constructor(
		range: TimeRange,
		private readonly options: QueueOptions,
	) {
		this.windows = [waitingWindow(range, { limit: options.firstLimit, reductions: 0 })];
	}

	get isEmpty(): boolean {
		return this.windows.length === 0;
	}

	/** Removes the window that is next in the output and returns it, if it is done. */
	takeDone(): Window<Event> | undefined {
		const [head] = this.windows;
		return head?.state === 'read' || head?.state === 'missing' ? this.windows.shift() : undefined;
	}

	/**
	 * Marks the next window as being read and returns it; undefined when none may be started. The
	 * remainder comes first: its answer measures the density by which the next pieces are cut.
	 */
	startNext(): Window<Event> | undefined {
		const ready = this.startable();
		const next = this.remainderOf(ready) ?? ready[0];
		if (next) next.state = 'reading';
		return next;
	}

	/**
	 * Cuts windows that may be started into smaller ones until there is one for each of these workers.
	 */
	divideFor(workers: number): void {
		for (;;) {
			const ready = this.startable();
			// One more than workers: while the remainder is being read, nothing can be cut off it for the
			// worker that is free next.
			const wanted = workers + (this.remainderOf(ready) ? 1 : 0);
			const largest = this.largestOf(ready);
			if (ready.length >= wanted || !largest) return;
			const ranges = this.cutInTwo(largest);
			if (ranges.length < 2) return;
			this.replace(
				largest,
				ranges.map((range) => waitingWindow(range, largest, largest.density)),
			);
		}
	}

	/** Puts windows, newest first, in the place of one that is still wanted. */
	replace(window: Window<Event>, windows: ReadonlyArray<Window<Event>>): void {
		if (!this.holds(window)) return;
		const ordered = this.options.order === 'newestFirst' ? windows : [...windows].reverse();
		this.windows.splice(this.windows.indexOf(window), 1, ...ordered);
	}

	/** Whether a window is still wanted: it may have been dropped while it was being read. */
	holds(window: Window<Event>): boolean {
		return this.windows.includes(window);
	}

	/** Drops everything after a window in the output: it will not be passed on. */
	dropAfter(window: Window<Event>): void {
		this.windows.splice(this.windows.indexOf(window) + 1);
	}

	/** Marks all windows that wait as missing, and returns their ranges. */
	markWaitingMissing(): TimeRange[] {
		const waiting = this.windows.filter(({ state }) => state === 'waiting');
		for (const window of waiting) window.state = 'missing';
		return waiting.map(({ range }) => range);
	}

	/** Once too many events are buffered, only the windows that the output waits for may start. */
	private startable(): Array<Window<Event>> {
		const buffered = this.windows.reduce((sum, { events }) => sum + events.length, 0);
		const isFull = buffered > this.options.maxBuffered();
		// A full buffer holds events, so there is a window that is read.
		const firstRead = this.windows.findIndex(({ state }) => state === 'read');
		const candidates = isFull ? this.windows.slice(0, firstRead) : this.windows;
		return candidates.filter(({ state }) => state === 'waiting');
	}

	/** The window that others are cut off from: it is estimated to hold more than two of them. */
	private remainderOf(ready: ReadonlyArray<Window<Event>>): Window<Event> | undefined {
		const size = 2 * pagesPerPiece * this.options.pageSize;
		return ready.find((window) => estimatedEvents(window) > size);
	}

	/** The window that is estimated to hold the most events, and more than two pages. */
	private largestOf(ready: ReadonlyArray<Window<Event>>): Window<Event> | undefined {
		let largest: Window<Event> | undefined;
		let events = 2 * this.options.pageSize;
		for (const window of ready) {
			const estimate = estimatedEvents(window);
			if (estimate <= events) continue;
			largest = window;
			events = estimate;
		}
		return largest;
	}

	/**
	 * Cuts a piece off the newest end: a few pages, or half the time when that is less. The density is
	 * that of the newest end and says little about the other, so when the output begins at the other
	 * end, it is always half the time.
	 */
	private cutInTwo({ range, density = 0 }: Window<Event>): TimeRange[] {
		const fewPages = (pagesPerPiece * this.options.pageSize) / density;
		const beginsAtOtherEnd = this.options.order === 'oldestFirst' && range.from !== undefined;
		const width = Math.min(lengthOf(range) / 2, beginsAtOtherEnd ? Infinity : fewPages);
		if (range.to === undefined || !Number.isFinite(width)) return [range];
		return cut(range, [Math.round(range.to - width)]);
	}
}

function estimatedEvents({ range, density }: Window<Located>): number {
	return density === undefined ? 0 : density * lengthOf(range);
}
