import { Refusal } from '../refusal';
import { toIso, type TimeRange } from '../time';
import { join } from './range';

/** An answer that was too large for HoneyHive, or took too long: ask for less at a time. */
export class AnswerTooLarge extends Error {
	override readonly name = 'AnswerTooLarge';

	/**
	 * @param reason what to tell the user when asking for less does not help either
	 * @param limit how many events were asked for, which can be fewer than the caller requested
	 * @param isLasting whether the same request would fail again, which a timeout need not
	 */
	constructor(
		readonly reason: Refusal,
		readonly limit = Infinity,
		readonly isLasting = false,
	) {
		super(reason.message);
	}
}

/** However many answers follow, they lead nowhere: whatever else is to be read would not end either. */
export class Endless extends Refusal {
	override readonly name = 'Endless';
}

/** Answers do not become smaller as the range does: dividing time leads nowhere. */
export function rangeIgnored(): Endless {
	return new Endless(
		'HoneyHive ignores the date range: smaller ranges return just as many events',
		"Check 'Base URL' and 'API Version' in the credential. Only Export works without the date range: turn off Return All and add the option 'Page', which reads one page at a time.",
	);
}

/** Some events could not be read: those of some ranges of time, or those without a start time. */
export class MissingEvents extends Refusal {
	override readonly name = 'MissingEvents';

	constructor(
		readonly ranges: readonly TimeRange[],
		readonly withoutStart: boolean,
		override readonly cause: Refusal,
	) {
		super(
			`${describeEvents(ranges, withoutStart)} could not be read: ${cause.message}`,
			[cause.remedy, howToResume(ranges)].filter(Boolean).join(' '),
		);
	}
}

/** What a reading could not read so far, and why. */
export class Gaps {
	private readonly ranges: TimeRange[] = [];

	private withoutStart = false;

	private firstRefusal: Refusal | undefined;

	/** @param whole the range that is read: the object itself, which `add` receives when all of it failed */
	constructor(private readonly whole: TimeRange) {}

	add(ranges: readonly TimeRange[], refusal: Refusal): void {
		this.ranges.push(...ranges);
		this.firstRefusal ??= refusal;
	}

	addWithoutStart(refusal: Refusal): void {
		this.withoutStart = true;
		this.firstRefusal ??= refusal;
	}

	/** @throws MissingEvents, or the refusal alone when nothing could be read */
	throwIfAny(): void {
		if (!this.firstRefusal) return;
		if (this.ranges.includes(this.whole)) throw this.firstRefusal;
		throw new MissingEvents(join(this.ranges), this.withoutStart, this.firstRefusal);
	}
}

function describeEvents(ranges: readonly TimeRange[], withoutStart: boolean): string {
	const timed = ranges.length > 0 ? [`started ${listOf(ranges.map(describe), ' and ')}`] : [];
	return `Events that ${[...timed, ...(withoutStart ? ['have no start time'] : [])].join(' or ')}`;
}

function howToResume(ranges: readonly TimeRange[]): string | undefined {
	if (ranges.length === 0) return undefined;
	return `To read them later, set 'Date Range' to Between Dates with ${listOf(ranges.map(ends), ', then with ')}.`;
}

/** Max number of ranges that a message lists. */
const maxListed = 5;

function listOf(texts: readonly string[], conjunction: string): string {
	const more = texts.length - maxListed;
	const listed = texts.slice(0, maxListed);
	return [...listed, ...(more > 0 ? [`${more} more`] : [])].join(conjunction);
}

function describe({ from, to }: TimeRange): string {
	if (from !== undefined && to !== undefined) return `from ${toIso(from)} to ${toIso(to)}`;
	if (from !== undefined) return `at ${toIso(from)} or later`;
	return to === undefined ? 'at any time' : `at ${toIso(to)} or earlier`;
}

function ends({ from, to }: TimeRange): string {
	const show = (end: number | undefined) => (end === undefined ? 'empty' : toIso(end));
	return `'From' ${show(from)} and 'To' ${show(to)}`;
}
