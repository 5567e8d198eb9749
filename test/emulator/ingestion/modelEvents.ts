import { z } from 'zod';
import { isFields, type HoneyHiveEvent } from '../data/event';
import { looseEvent } from './ingested';
import { check } from '../reading/requests';

/** Spec 1.0.21, CreateModelEvent. */
const modelEvent = z
	.object({
		project: z.string(),
		model: z.string(),
		provider: z.string(),
		messages: z.array(z.record(z.unknown())),
		response: z.record(z.unknown()),
		duration: z.number(),
		usage: z.record(z.unknown()),
		cost: z.number().optional(),
		error: z.string().nullable().optional(),
		source: z.string().optional(),
		event_name: z.string().optional(),
		hyperparameters: z.record(z.unknown()).optional(),
		template: z.array(z.record(z.unknown())).optional(),
	})
	.passthrough();

/**
 * A model event in its own wording, as a plain one. Spec 1.1.0 sends a plain event under the same
 * route: what names no model is one of those.
 */
export function fromModelEvent(sent: unknown): HoneyHiveEvent {
	if (isFields(sent) && sent.model === undefined && sent.messages === undefined) {
		const event = check(looseEvent.extend({ project: z.string() }), sent);
		return { ...event, event_type: 'model' };
	}
	const { model, provider, messages, response, usage, cost, hyperparameters, template, ...rest } =
		check(modelEvent, sent);
	return {
		...rest,
		event_type: 'model',
		event_name: rest.event_name ?? 'Model Completion',
		config: { model, provider, hyperparameters: hyperparameters ?? {}, template: template ?? [] },
		inputs: { chat_history: messages },
		outputs: response,
		metadata: { ...usage, ...(cost !== undefined && { cost }) },
	};
}
