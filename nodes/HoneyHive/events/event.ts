/**
 * One HoneyHive event (a model call, tool call, chain or session) as the API returns it.
 *
 * Every field is optional on the wire and unknown ones are kept, so this is an open record instead of
 * a closed shape. Known fields: ids as strings, `start_time`/`end_time` in UTC milliseconds
 * (or as "2024-04-01 22:38:19", as HoneyHive's reference shows them), `duration` in milliseconds,
 * and the free objects config, inputs, outputs, metadata, feedback, metrics and user_properties.
 */
export type HoneyHiveEvent = Record<string, unknown>;

/** What reading needs to know about an event, whatever else is kept of it: which one it is, and when it started. */
export interface Located {
	readonly event_id?: unknown;
	readonly start_time?: unknown;
}

/** The fields of `Located`. */
export const locatedFields = ['event_id', 'start_time'];

/** Whether a value is a JSON object: not null, not a list, not a scalar. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
