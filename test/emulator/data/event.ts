/** An event as the HoneyHive API answers it. Everything is optional on the wire; unknown keys are kept. */
export interface HoneyHiveEvent {
	project?: string;
	project_id?: string;
	source?: string;
	event_name?: string;
	event_type?: string;
	event_id?: string;
	session_id?: string;
	parent_id?: string | null;
	children_ids?: string[];
	config?: Fields;
	inputs?: Fields;
	outputs?: Fields;
	error?: string | null;
	/** UTC milliseconds; the documentation's example shows text such as "2024-04-01 22:38:19". */
	start_time?: number | string;
	end_time?: number | string;
	/** Milliseconds. */
	duration?: number;
	metadata?: Fields;
	feedback?: Fields;
	metrics?: Fields;
	user_properties?: Fields;
	[key: string]: unknown;
}

export type Fields = Record<string, unknown>;

export const EVENT_TYPES = ['session', 'model', 'tool', 'chain'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
