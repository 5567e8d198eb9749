import type { HoneyHiveEvent } from '../event';
import { failureOf, modelOf, readFigures, type FailureOptions } from '../figures';
import type { LinkOf } from '../link';
import { readableTime } from './readableTime';

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
	model: string | null;
	/** US dollars, as HoneyHive calculates it. */
	cost: number | null;
	total_tokens: number | null;
	/** `success`, or `error: ` followed by what went wrong. */
	status: string;
	/** Of the event in HoneyHive's app. */
	url: string | null;
};

/**
 * Reduces an event to a few flat fields.
 *
 * None is named `error`: n8n's Retry On Fail considers an item with such a field a failed run.
 */
export function simplify(
	event: HoneyHiveEvent,
	options: FailureOptions,
	linkOf: LinkOf,
): SimplifiedEvent {
	const { figures } = readFigures(event);
	const failure = failureOf(event, options);
	return {
		event_id: event.event_id ?? null,
		session_id: event.session_id ?? null,
		event_type: event.event_type ?? null,
		event_name: event.event_name ?? null,
		start_time: readableTime(event.start_time),
		duration_ms: event.duration ?? null,
		model: modelOf(event) ?? null,
		cost: figures.cost ?? null,
		total_tokens: figures.total_tokens ?? null,
		status: failure === undefined ? 'success' : `error: ${failure}`,
		url: linkOf(event) ?? null,
	};
}
