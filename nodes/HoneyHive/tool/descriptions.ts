const filters =
	'Filters, where you may set them, are a JSON list, and all of them must hold: [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]. An event_type is session, chain, model or tool; other fields are event_name, session_id, error, duration (ms), config.model, metadata.cost (US dollars) and the like. Dates are in ISO 8601, e.g. 2026-01-31T09:00:00Z.';

const events = 'LLM trace events (sessions, chains, model calls, tool calls) in HoneyHive';

/** What a model is told of each operation: without it, n8n tells it the operation's name alone. */
export const toolDescriptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	event: {
		count: `Counts ${events} without reading them. ${filters}`,
		export: `Reads ${events}. When as many come as Limit allows, there may be more: ask for the next Page. ${filters}`,
		get: 'Reads one LLM trace event in HoneyHive by its event_id.',
		split: `Divides a date range into windows that each hold about as many ${events} as set: from, to (which is not in the window) and the number of events. ${filters}`,
		summarize: `Sums up ${events}, one item per group: how many, failures, failure_rate (0 to 1), cost (US dollars), tokens and durations (ms). ${filters}`,
	},
	session: {
		get: 'Reads one session in HoneyHive, which is one run of an LLM application, by its session_id: all of its events and their totals.',
	},
};
