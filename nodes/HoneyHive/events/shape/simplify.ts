import { isObject, type HoneyHiveEvent } from '../event';
import { readEventTime, toIso } from '../time';

/** What a message or a sheet wants of an event. Missing values are null, so that columns stay put. */
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
	/** US dollars, as HoneyHive reckons it. */
	cost: unknown;
	total_tokens: unknown;
	/** `success`, or `error: ` and what went wrong. */
	status: string;
};

/**
 * Sums an event up in ten flat fields.
 *
 * None is named `error`: n8n's Retry On Fail takes an item with such a field for a failed run.
 */
export function simplify(event: HoneyHiveEvent): SimplifiedEvent {
	return {
		event_id: event.event_id ?? null,
		session_id: event.session_id ?? null,
		event_type: event.event_type ?? null,
		event_name: event.event_name ?? null,
		start_time: readableTime(event.start_time),
		duration_ms: event.duration ?? null,
		model: fieldOf(event.config, 'model') ?? fieldOf(event.metadata, 'model') ?? null,
		cost: costOf(event) ?? null,
		total_tokens: totalTokensOf(event),
		status: statusOf(event),
	};
}

/** A time that cannot be read is handed on as it came. */
function readableTime(value: unknown): unknown {
	const time = readEventTime(value);
	return time === undefined ? (value ?? null) : toIso(time);
}

/** US dollars, as HoneyHive reckons it; undefined where it has reckoned none. */
export function costOf({ metadata }: HoneyHiveEvent): unknown {
	return fieldOf(metadata, 'cost');
}

/** Null where the event says neither how many there were nor both halves. */
export function totalTokensOf({ metadata }: HoneyHiveEvent): unknown {
	return totalTokens(
		fieldOf(metadata, 'total_tokens'),
		fieldOf(metadata, 'prompt_tokens'),
		fieldOf(metadata, 'completion_tokens'),
	);
}

/** Some tracers send the two halves only. */
export function totalTokens(total: unknown, prompt: unknown, completion: unknown): unknown {
	if (total !== undefined && total !== null) return total;
	return typeof prompt === 'number' && typeof completion === 'number' ? prompt + completion : null;
}

function statusOf(event: HoneyHiveEvent): string {
	const failure = failureOf(event);
	return failure === undefined ? 'success' : `error: ${failure}`;
}

/** What went wrong, as text; undefined when nothing did. */
export function failureOf({ error }: HoneyHiveEvent): string | undefined {
	if (error === undefined || error === null || error === '' || error === false) return undefined;
	return typeof error === 'string' ? error : JSON.stringify(error);
}

function fieldOf(object: unknown, name: string): unknown {
	return isObject(object) ? object[name] : undefined;
}
