import type { HoneyHiveEvent } from '../event';
import { costOf, failureOf, modelOf, totalTokensOf } from '../figures';
import { readEventTime, toIso } from '../time';

/** What a message or a sheet needs of an event. A missing value is null, so that columns stay in place. */
export type SimplifiedEvent = {
	event_id: unknown;
	session_id: unknown;
	event_type: unknown;
	event_name: unknown;
	/** ISO 8601 in UTC. */
	start_time: unknown;
	/** Milliseconds. */
	duration_ms: unknown;
	model: unknown;
	/** US dollars, as HoneyHive calculates it. */
	cost: unknown;
	total_tokens: unknown;
	/** `success`, or `error: ` followed by what went wrong. */
	status: string;
};

/**
 * Reduces an event to ten flat fields.
 *
 * None is named `error`: n8n's Retry On Fail considers an item with such a field a failed run.
 */
export function simplify(event: HoneyHiveEvent): SimplifiedEvent {
	return {
		event_id: event.event_id ?? null,
		session_id: event.session_id ?? null,
		event_type: event.event_type ?? null,
		event_name: event.event_name ?? null,
		start_time: readableTime(event.start_time),
		duration_ms: event.duration ?? null,
		model: modelOf(event) ?? null,
		cost: costOf(event) ?? null,
		total_tokens: totalTokensOf(event) ?? null,
		status: statusOf(event),
	};
}

/** A time that cannot be read is returned as it is. */
function readableTime(value: unknown): unknown {
	const time = readEventTime(value);
	return time === undefined ? (value ?? null) : toIso(time);
}

function statusOf(event: HoneyHiveEvent): string {
	const failure = failureOf(event);
	return failure === undefined ? 'success' : `error: ${failure}`;
}
