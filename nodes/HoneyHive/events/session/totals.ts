import type { HoneyHiveEvent } from '../event';
import { costOf, failureOf, totalTokensOf } from '../figures';
import { readEventTime, startOf, toIso } from '../time';

/** The totals of a session. Null where no event states the figure. */
export type SessionTotals = {
	/** All events, including the session's own. */
	events: number;
	/** Those of them with an error. */
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
};

export function totalsOf(events: readonly HoneyHiveEvent[]): SessionTotals {
	const start = extreme(events.map(startOf), (one, other) => one < other);
	const end = extreme(events.map(endOf), (one, other) => one > other);
	return {
		events: events.length,
		failures: events.filter((event) => failureOf(event) !== undefined).length,
		cost: sumOver(events, costOf),
		total_tokens: sumOver(events, totalTokensOf),
		start_time: start === undefined ? null : toIso(start),
		end_time: end === undefined ? null : toIso(end),
		duration_ms: start === undefined || end === undefined ? null : end - start,
	};
}

/**
 * A session's own event carries the sums of the others as HoneyHive calculates them: added to them,
 * they would count twice. They are used where no other event has a number.
 */
function sumOver(
	events: readonly HoneyHiveEvent[],
	figureOf: (event: HoneyHiveEvent) => unknown,
): number | null {
	const figures = (ofSessions: boolean) =>
		events
			.filter(({ event_type }) => (event_type === 'session') === ofSessions)
			.map(figureOf)
			.filter((figure) => typeof figure === 'number');
	return sum(figures(false)) ?? sum(figures(true)) ?? null;
}

function sum(figures: readonly number[]): number | undefined {
	return figures.length === 0 ? undefined : figures.reduce((one, other) => one + other, 0);
}

function endOf(event: HoneyHiveEvent): number | undefined {
	const start = startOf(event);
	const { end_time: end, duration } = event;
	const lasted = typeof duration === 'number' ? duration : 0;
	return readEventTime(end) ?? (start === undefined ? undefined : start + lasted);
}

function extreme(
	times: ReadonlyArray<number | undefined>,
	isFurther: (one: number, other: number) => boolean,
): number | undefined {
	return times.reduce(
		(furthest, time) =>
			time !== undefined && (furthest === undefined || isFurther(time, furthest)) ? time : furthest,
		undefined,
	);
}
