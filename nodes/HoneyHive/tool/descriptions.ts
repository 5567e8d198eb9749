/** Parts of what a model is told about the operations. */

export const aboutEvents =
	'LLM trace events (sessions, chains, model calls, tool calls) in HoneyHive';

export const aboutFilters =
	'Event types, if you can set them, are session, chain, model and tool, with commas between them; a status is any, failed or succeeded. Filters, if you can set them, are a JSON list, and all of them must match: [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]. Other fields are event_name, session_id, error, duration (ms), config.model, metadata.cost (US dollars) and others. Dates are in ISO 8601, e.g. 2026-01-31T09:00:00Z.';
