const text = { type: 'string' };
const number = { type: 'number' };
const object = { type: 'object' };

/** ExportEventsResponse and LegacyEvent of HoneyHive's OpenAPI document 1.9.0: only `error` may be null. */
export const EVENTS_ANSWER = {
	type: 'object',
	required: ['events', 'count'],
	properties: {
		count: number,
		events: {
			type: 'array',
			items: {
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
			},
		},
	},
};
