import type { HoneyHiveEvent } from '../event';
import { failureOf, readFigures, type FailureOptions } from '../figures';
import type { LinkOf } from '../link';
import { factPaths } from '../summary/facts';
import { FigureSums } from '../summary/figureSums';
import { leftOutHints, unreadableHints } from '../summary/hints';
import { endOf, startOf, toIso } from '../time';

/** The totals of a session. Null where no event states the figure. */
export type SessionTotals = {
	/** All events, including the session's own. */
	events: number;
	model_events: number;
	failures: number;
	/** US dollars. */
	cost: number | null;
	total_tokens: number | null;
	/** First start, in ISO 8601. */
	start_time: string | null;
	/** Last end, in ISO 8601. */
	end_time: string | null;
	/** Milliseconds from the first start to the last end. */
	duration_ms: number | null;
	/** Of the session in HoneyHive's app. */
	url: string | null;
};

/** The fields that totals are made of, for servers that can leave out the others. */
export function totalsPaths(options: FailureOptions): string[] {
	return ['event_id', 'session_id', 'project_id', 'end_time', ...factPaths(options)];
}

/**
 * The totals of one session while its events are added, in any order and without keeping them. Cost and
 * tokens are counted as a summary counts them: nothing twice, and without rounding.
 */
export class SessionSums {
	readonly figures = new FigureSums();

	private events = 0;

	private modelEvents = 0;

	private failures = 0;

	private start: number | undefined;

	/** UTC milliseconds. */
	end: number | undefined;

	private projectId: unknown;

	constructor(private readonly options: FailureOptions) {}

	add(event: HoneyHiveEvent): void {
		this.events += 1;
		if (event.event_type === 'model') this.modelEvents += 1;
		if (failureOf(event, this.options) !== undefined) this.failures += 1;
		this.figures.add(readFigures(event));
		this.start = first(this.start, startOf(event));
		this.end = last(this.end, endOf(event));
		this.projectId ??= event.project_id;
	}

	/** @param sessionId for the link, which is there even if the session's own event is missing */
	totals(sessionId: unknown, linkOf: LinkOf): SessionTotals {
		const { start, end } = this;
		const session = {
			event_type: 'session',
			session_id: sessionId,
			project_id: this.projectId,
			start_time: start,
		};
		return {
			events: this.events,
			model_events: this.modelEvents,
			failures: this.failures,
			cost: this.figures.total('cost'),
			total_tokens: this.figures.total('total_tokens'),
			start_time: start === undefined ? null : toIso(start),
			end_time: end === undefined ? null : toIso(end),
			duration_ms: start === undefined || end === undefined ? null : toMicroseconds(end - start),
			url: linkOf(session) ?? null,
		};
	}
}

/** The hints are what the user should know about the cost and the tokens. */
export function totalsOf(
	sessionId: string,
	events: readonly HoneyHiveEvent[],
	options: FailureOptions,
	linkOf: LinkOf,
): { totals: SessionTotals; hints: string[] } {
	const sums = new SessionSums(options);
	for (const event of events) sums.add(event);
	const { figures } = sums;
	return {
		totals: sums.totals(sessionId, linkOf),
		hints: [...unreadableHints(figures), ...leftOutHints(['cost', 'total_tokens'], figures)],
	};
}

/** Times since 1970 are precise to a quarter of a microsecond. Smaller digits of a difference are noise. */
function toMicroseconds(milliseconds: number): number {
	return Math.round(milliseconds * 1000) / 1000;
}

function first(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || (other !== undefined && other < one) ? other : one;
}

function last(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || (other !== undefined && other > one) ? other : one;
}
