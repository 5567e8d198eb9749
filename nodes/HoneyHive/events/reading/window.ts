import type { Located } from '../event';
import type { TimeRange } from '../time';

/** How a window is asked for. */
export interface Attempt {
	/** Events to ask for in one request. */
	readonly limit: number;
	/** How many times the window, or the one it comes from, was made smaller because its answer was too large. */
	readonly reductions: number;
}

/** A range of time on its way from a request to the output. */
export interface Window<Event extends Located> extends Attempt {
	readonly range: TimeRange;
	/** Events per millisecond at its newest end, as far as known. */
	readonly density?: number | undefined;
	/** How many events it is estimated to hold, as far as known. */
	readonly expected?: number | undefined;
	state: 'waiting' | 'reading' | 'read' | 'missing';
	readonly events: readonly Event[];
}

/** What a window becomes when it has been asked for: itself, read, or smaller windows. */
export interface Division<Event extends Located> {
	/** The windows that take its place, newest first: read, or waiting to be read. */
	readonly windows: ReadonlyArray<Window<Event>>;
	/** The number of matches, if they did not fit on one page and the answer stated it. */
	readonly total?: number | undefined;
	/** Whether page numbers were needed, which shift when events are deleted. */
	readonly usedPageNumbers?: boolean;
}

/** A window that is still to be read. */
export function waitingWindow(
	range: TimeRange,
	{ limit, reductions }: Attempt,
	{ density, expected }: Pick<Window<never>, 'density' | 'expected'> = {},
): Window<never> {
	return { range, limit, reductions, density, expected, state: 'waiting', events: [] };
}

/** A window whose events are all here. */
export function completeWindow<Event extends Located>(
	range: TimeRange,
	events: readonly Event[],
	{ limit, reductions }: Attempt,
): Window<Event> {
	return { range, limit, reductions, state: 'read', events };
}
