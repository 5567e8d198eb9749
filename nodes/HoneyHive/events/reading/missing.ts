import { Refusal } from '../refusal';
import { toIso, type TimeRange } from '../time';

/** An answer that was too much for HoneyHive, or for the time it was given: ask for less at a time. */
export class OverlongAnswer extends Error {
	override readonly name = 'OverlongAnswer';

	/** @param reason what to tell the user when asking for less does not help either */
	constructor(readonly reason: Refusal) {
		super(reason.message);
	}
}

/** Answers do not become smaller as the window does: dividing time leads nowhere. */
export class RangeNotKept extends Refusal {
	override readonly name = 'RangeNotKept';

	constructor() {
		super(
			"HoneyHive's answers to smaller and smaller date ranges hold no fewer events",
			"Return All relies on HoneyHive keeping to the date range. Turn it off, and read with 'Limit' and 'Page'.",
		);
	}
}

/** Some events could not be read: those of some stretches of time, or those that have no time. */
export class MissingEvents extends Refusal {
	override readonly name = 'MissingEvents';

	constructor(
		readonly ranges: readonly TimeRange[],
		readonly timeless: boolean,
		override readonly cause: Refusal,
	) {
		super(
			`${whatIs(ranges, timeless)} could not be read: ${cause.message}`,
			[cause.remedy, howToResume(ranges)].filter(Boolean).join(' '),
		);
	}
}

function whatIs(ranges: readonly TimeRange[], timeless: boolean): string {
	const timed = ranges.length > 0 ? [`began ${some(ranges.map(describe), ' and ')}`] : [];
	return `Events that ${[...timed, ...(timeless ? ['are without a start time'] : [])].join(' or ')}`;
}

function howToResume(ranges: readonly TimeRange[]): string | undefined {
	if (ranges.length === 0) return undefined;
	return `To read them later, set 'Date Range' to Between with ${some(ranges.map(ends), ', then with ')}.`;
}

/** Most ranges that a message lists. */
const mostListed = 5;

function some(texts: readonly string[], conjunction: string): string {
	const more = texts.length - mostListed;
	const listed = texts.slice(0, mostListed);
	return [...listed, ...(more > 0 ? [`${more} more`] : [])].join(conjunction);
}

function describe({ from, to }: TimeRange): string {
	if (from !== undefined && to !== undefined) return `from ${toIso(from)} to ${toIso(to)}`;
	if (from !== undefined) return `from ${toIso(from)} on`;
	return to === undefined ? 'at any time' : `up to ${toIso(to)}`;
}

function ends({ from, to }: TimeRange): string {
	const show = (end: number | undefined) => (end === undefined ? 'empty' : toIso(end));
	return `'From' ${show(from)} and 'To' ${show(to)}`;
}
