/**
 * One HoneyHive event (a model call, tool call, chain or session) as the API gives it.
 *
 * Every field is optional on the wire and unknown ones are kept, so this is an open record rather
 * than a closed shape. Known fields: ids as strings, `start_time`/`end_time` in UTC milliseconds
 * (or as "2024-04-01 22:38:19", as HoneyHive's reference shows them), `duration` in milliseconds,
 * and the free objects config, inputs, outputs, metadata, feedback, metrics and user_properties.
 */
export type HoneyHiveEvent = Record<string, unknown>;

/** What reading needs to know of an event, whatever else is kept of it: which one it is, and when it began. */
export interface Located {
	readonly event_id?: unknown;
	readonly start_time?: unknown;
}

/** Whether a value is a JSON object: neither null, nor a list, nor a scalar. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
