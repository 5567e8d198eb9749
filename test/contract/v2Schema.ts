const text = { type: 'string' };
const number = { type: 'number' };
const object = { type: 'object' };

/** LegacyEvent of HoneyHive's OpenAPI document 1.9.0: only `error` may be null. */
export const EVENT = {
	type: 'object',
	properties: {
		project: text,
		project_id: text,
		source: text,
		event_name: text,
		event_type: { enum: ['model', 'tool', 'chain', 'session'] },
		event_id: text,
		session_id: text,
		parent_id: text,
		children_ids: { type: 'array', items: text },
		config: object,
		inputs: object,
		outputs: object,
		error: { type: ['string', 'null'] },
		start_time: number,
		end_time: number,
		duration: number,
		metadata: object,
		feedback: object,
		metrics: object,
		user_properties: object,
	},
};

const listOf = (items: object) => ({ type: 'array', items });

/** ExportEventsResponse. */
export const EVENTS_ANSWER = {
	type: 'object',
	required: ['events', 'count'],
	properties: { count: number, events: listOf(EVENT) },
};

/** GET /v1/events/{event_id}. */
export const EVENT_ANSWER = { type: 'object', required: ['event'], properties: { event: EVENT } };

/** GET /v1/events/schema. */
export const SCHEMA_ANSWER = {
	type: 'object',
	required: ['fields'],
	properties: {
		fields: listOf({
			type: 'object',
			required: ['name', 'event_type'],
			properties: { name: text, event_type: text },
		}),
	},
};

/** GET /v1/metrics: a list under `metrics`, of which no documented key may be null. */
export const METRICS_ANSWER = {
	type: 'object',
	required: ['metrics'],
	properties: {
		metrics: listOf({
			type: 'object',
			required: ['name'],
			properties: { id: text, name: text, type: text, criteria: text, description: text },
		}),
	},
};
