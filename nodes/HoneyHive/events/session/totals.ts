import type { HoneyHiveEvent } from '../event';
import { failureOf, readFigures, type FailureOptions } from '../figures';
import type { LinkOf } from '../link';
import { FigureSums } from '../summary/figureSums';
import { leftOutHints, unreadableHints } from '../summary/hints';
import { endOf, startOf, toIso } from '../time';

/** The totals of a session. Null where no event states the figure. */
export type SessionTotals = {
	/** All events, including the session's own. */
	events: number;
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

/**
 * Cost and tokens are counted as a summary counts them: nothing twice, and without rounding. The hints
 * are what the user should know about them.
 */
export function totalsOf(
	sessionId: string,
	events: readonly HoneyHiveEvent[],
	options: FailureOptions,
	linkOf: LinkOf,
): { totals: SessionTotals; hints: string[] } {
	const sums = new FigureSums();
	for (const event of events) sums.add(readFigures(event));
	const start = furthest(events.map(startOf), (one, other) => one < other);
	const end = furthest(events.map(endOf), (one, other) => one > other);
	const totals = {
		events: events.length,
		failures: events.filter((event) => failureOf(event, options) !== undefined).length,
		cost: sums.total('cost'),
		total_tokens: sums.total('total_tokens'),
		start_time: start === undefined ? null : toIso(start),
		end_time: end === undefined ? null : toIso(end),
		duration_ms: start === undefined || end === undefined ? null : toMicroseconds(end - start),
		url: linkOf(sessionEvent(sessionId, events, start)) ?? null,
	};
	return {
		totals,
		hints: [...unreadableHints(sums), ...leftOutHints(['cost', 'total_tokens'], sums)],
	};
}

/** Times since 1970 are precise to a quarter of a microsecond. Smaller digits of a difference are noise. */
function toMicroseconds(milliseconds: number): number {
	return Math.round(milliseconds * 1000) / 1000;
}

/** The session as an event, also if its own event is missing. */
function sessionEvent(
	sessionId: string,
	[first]: readonly HoneyHiveEvent[],
	start: number | undefined,
): HoneyHiveEvent {
	return {
		event_type: 'session',
		session_id: sessionId,
		project_id: first?.project_id,
		start_time: start,
	};
}

function furthest(
	times: ReadonlyArray<number | undefined>,
	isFurther: (one: number, other: number) => boolean,
): number | undefined {
	return times.reduce(
		(best, time) =>
			time !== undefined && (best === undefined || isFurther(time, best)) ? time : best,
		undefined,
	);
}
