import type { Fields, HoneyHiveEvent } from '../data/event';
import { tokens } from '../data/totals';
import type { Host } from '../host';

/** Writes the totals that a session event carries in its metadata, on hosts that keep them up to date. */
export function updateTotals(host: Host, sessionId: string): void {
	const { sessionTotals, usage } = host.settings;
	if (sessionTotals !== 'exact' && sessionTotals !== 'late') return;
	const ordinal = host.store.find(sessionId);
	const [root, ...events] = host.store.session(sessionId);
	if (ordinal === undefined || root?.event_id !== sessionId) return;
	if (sessionTotals === 'late' && events.length === 0) return;
	const models = events.filter((event) => event.event_type === 'model');
	const totals = {
		num_events: events.length,
		num_model_events: models.length,
		has_feedback: [root, ...events].some(({ feedback }) => Object.keys(feedback ?? {}).length > 0),
		...(usage === 'openTelemetry' ? openTelemetryUsage(models) : legacyUsage(events)),
	};
	host.store.replace(ordinal, { ...root, metadata: { ...root.metadata, ...totals } });
}

function legacyUsage(events: readonly HoneyHiveEvent[]): Fields {
	return {
		cost: costOf(events),
		completion_tokens: sum(events, ['completion_tokens']),
		prompt_tokens: sum(events, ['prompt_tokens']),
		total_tokens: sum(events, ['total_tokens']),
	};
}

/** Of the model events only, because agents repeat their tokens. No cost where no event has one. */
function openTelemetryUsage(models: readonly HoneyHiveEvent[]): Fields {
	const hasCost = models.some(({ metadata }) => typeof metadata?.cost === 'number');
	return {
		...(hasCost && { cost: costOf(models) }),
		...tokens(
			sum(models, ['input_tokens', 'gen_ai.usage.input_tokens']),
			sum(models, ['output_tokens', 'gen_ai.usage.output_tokens']),
		),
	};
}

function costOf(events: readonly HoneyHiveEvent[]): number {
	return Math.round(sum(events, ['cost']) * 1e9) / 1e9;
}

/** Of the first of the keys that an event has. */
function sum(events: readonly HoneyHiveEvent[], keys: readonly string[]): number {
	return events.reduce((total, { metadata }) => {
		const value = keys.map((key) => metadata?.[key]).find((found) => typeof found === 'number');
		return total + (typeof value === 'number' ? value : 0);
	}, 0);
}
