import type { Located } from '../event';
import { safeLimit } from '../generation';
import type { TimeRange } from '../time';
import { cut, lengthOf } from './range';
import type { Order } from './source';
import { waitingWindow, type Window } from './window';

/** Max and min number of pages in a piece. The last page of each is about half empty. */
const [maxPiecePages, minPiecePages] = [6, 3];

/** How many times as many events may be buffered as the reading is meant to be ahead of the output. */
const maxBufferedShare = 2;

/** The share of its pages that a piece is meant to fill, so that a slightly wrong estimate still fits. */
const fillShare = 0.95;

/** All sizes are numbers of events. */
export interface QueueOptions {
	readonly order: Order;
	/** What the first request asks for. */
	readonly firstLimit: number;
	readonly pageSize: number;
	/** How far the reading is meant to be ahead of the output at most: less as fewer are still wanted. */
	readonly maxAhead: () => number;
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
		const next = (this.remainderOf(ready) ?? ready[0])?.window;
		if (next) next.state = 'reading';
		return next;
	}

	/**
	 * Cuts windows that may be started into smaller ones until there is one for each of these workers. It stops
	 * when a piece may not be started: otherwise, a range without a beginning would be cut forever.
	 */
	divideFor(workers: number): void {
		for (let ready = this.startable(); ; ) {
			// One more than workers: while the remainder is being read, nothing can be cut off it for the
			// worker that is free next.
			const count = workers + (this.remainderOf(ready) ? 1 : 0);
			const largest = this.largestOf(ready);
			if (ready.length >= count || !largest) return;
			const share = largest.fitting / (count - ready.length + 1);
			const windows = this.cutInTwo(largest.window, share);
			if (windows.length < 2) return;
			this.replace(largest.window, windows);
			const more = this.startable();
			if (more.length <= ready.length) return;
			ready = more;
		}
	}

	/** Puts windows, newest first, in the place of one that is still wanted. */
	replace(window: Window<Event>, windows: ReadonlyArray<Window<Event>>): void {
		if (!this.holds(window)) return;
		const whole = windows.map((one) => this.ofWholePage(one));
		const ordered = this.options.order === 'newestFirst' ? whole : whole.reverse();
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

	/** Where the first request asked for less than a page, the windows that it led to may fill one. */
	private ofWholePage(window: Window<Event>): Window<Event> {
		const { limit, reductions } = window;
		const { firstLimit, pageSize } = this.options;
		const isSample = reductions === 0 && limit === firstLimit && limit > safeLimit;
		return isSample ? { ...window, limit: pageSize } : window;
	}

	/**
	 * The windows that may start: those before which no more events are expected than the reading may be
	 * ahead of the output. Where a window turns out to hold many more than expected, those after it are
	 * already buffered: when they become too many, only those that the output waits for may start.
	 */
	private startable(): Array<Startable<Event>> {
		const { maxAhead, order } = this.options;
		const buffered = this.windows.reduce((sum, { events }) => sum + events.length, 0);
		const isFull = buffered > maxBufferedShare * maxAhead();
		const startable: Array<Startable<Event>> = [];
		let room = maxAhead();
		for (const window of this.windows) {
			const { state, events, limit, density, expected = limit } = window;
			if (room <= 0 || (isFull && state === 'read')) break;
			// The density of the newest end says little about the other, where the output begins.
			const isGuess = density !== undefined && order === 'oldestFirst';
			if (state === 'waiting') {
				const divisible = density === undefined ? 0 : expected;
				startable.push({
					window,
					divisible,
					fitting: isGuess ? divisible : Math.min(divisible, room),
				});
			}
			if (state === 'read') room -= events.length;
			else room -= isGuess ? limit : expected;
		}
		return startable;
	}

	/** The window that others are cut off from: more than two of them. */
	private remainderOf(ready: ReadonlyArray<Startable<Event>>): Startable<Event> | undefined {
		return ready.find(({ divisible }) => divisible > 2 * maxPiecePages * this.options.pageSize);
	}

	/**
	 * How many more events are wanted. When the output begins at the other end, cutting windows is also how that
	 * end is found, so it is worthwhile however few are wanted.
	 */
	private get wanted(): number {
		return this.options.order === 'oldestFirst' ? Infinity : this.options.maxAhead();
	}

	/**
	 * The window with the most events to divide. Undefined when it holds too few of them to fill more than two of
	 * the smallest pieces, or when no more than that are wanted.
	 */
	private largestOf(ready: ReadonlyArray<Startable<Event>>): Startable<Event> | undefined {
		const [largest] = [...ready].sort((one, other) => other.fitting - one.fitting);
		const enough = 2 * minPiecePages * this.options.pageSize;
		return largest && largest.divisible > enough && this.wanted > enough ? largest : undefined;
	}

	/**
	 * Cuts a piece of about as many events off the newest end: whole pages, or half the time when that is
	 * less. When the output begins at the other end, it is always half the time.
	 */
	private cutInTwo(window: Window<Event>, events: number): Array<Window<never>> {
		const { range, density = 0, expected = Infinity } = window;
		const { pageSize, order } = this.options;
		const pages = Math.min(maxPiecePages, Math.max(minPiecePages, Math.ceil(events / pageSize)));
		const piece = (pages * fillShare * pageSize) / density;
		const beginsAtOtherEnd = order === 'oldestFirst' && range.from !== undefined;
		const width = Math.min(lengthOf(range) / 2, beginsAtOtherEnd ? Infinity : piece);
		if (range.to === undefined || !Number.isFinite(width)) return [];
		return cut(range, [Math.round(range.to - width)]).map((one, index) => {
			const known = density * lengthOf(one);
			const others = index === 0 ? Infinity : expected - density * width;
			return waitingWindow(one, window, { density, expected: Math.min(known, others) });
		});
	}
}

/** A window that may start. Both numbers are 0 as long as nothing is known about how its events are spread. */
interface Startable<Event extends Located> {
	readonly window: Window<Event>;
	/** How many events it is expected to hold. */
	readonly divisible: number;
	/** How many of them the reading may be ahead of the output. */
	readonly fitting: number;
}
