/** Parts of what a model is told about the operations. */

export const aboutEvents =
	'LLM trace events (sessions, chains, model calls, tool calls) in HoneyHive';

export const aboutFilters =
	'Filters, if you can set them, are a JSON list, and all of them must match: [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]. An event_type is session, chain, model or tool; other fields are event_name, session_id, error, duration (ms), config.model, metadata.cost (US dollars) and others. Dates are in ISO 8601, e.g. 2026-01-31T09:00:00Z.';
