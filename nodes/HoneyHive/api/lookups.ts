import { z } from 'zod';

import { isObject, type HoneyHiveEvent } from '../events/event';
import { parseJson } from './envelope';
import { refusalOfAnswer, type ApiRefusal } from './errors';

const eventSchema = z.custom<HoneyHiveEvent>(isObject);
const eventEnvelope = z
	.object({ event: eventSchema })
	.transform(({ event }) => event)
	.or(eventSchema);

/**
 * Finds the event in the answer of GET /v1/events/{id}. V2 hosts answer `{event}`. API 1.1.0 considers
 * the ID that of a session, and answers with the session's events as a tree.
 */
export function readEvent(text: string, id: string): HoneyHiveEvent | undefined {
	const envelope = eventEnvelope.safeParse(text.trim() === '' ? undefined : parseJson(text));
	const open = envelope.success ? [envelope.data] : [];
	for (let node = open.pop(); node; node = open.pop()) {
		const { children, ...event } = node;
		if (event.event_id === id) return Array.isArray(children) ? event : node;
		for (const child of Array.isArray(children) ? children : []) {
			if (isObject(child)) open.push(child);
		}
	}
	return undefined;
}

const project = z.object({ name: z.string() });
export type Project = z.infer<typeof project>;

/** @throws ApiRefusal when it is not a list of projects */
export function readProjects(text: string): Project[] {
	const projects = z.array(project).safeParse(parseJson(text));
	if (projects.success) return projects.data;
	throw notAListOf('projects');
}

const named = z.object({ name: z.string().min(1) });
const fieldsEnvelope = z.object({ fields: z.array(named) });

/** @throws ApiRefusal when it is not a list of fields */
export function readFields(text: string): string[] {
	const envelope = fieldsEnvelope.safeParse(parseJson(text));
	if (envelope.success) return [...new Set(envelope.data.fields.map(({ name }) => name))];
	throw notAListOf('fields');
}

/** API 1.1.0 documents a list of lists, but shows a list. V2 hosts answer `{metrics}`. */
const evaluatorsList = z.array(z.union([named, z.array(named)]));
const evaluatorsEnvelope = z
	.object({ metrics: evaluatorsList })
	.transform(({ metrics }) => metrics)
	.or(evaluatorsList);

/** @throws ApiRefusal when it is not a list of evaluators */
export function readEvaluators(text: string): string[] {
	const envelope = evaluatorsEnvelope.safeParse(parseJson(text));
	if (envelope.success) return [...new Set(envelope.data.flat().map(({ name }) => name))];
	throw notAListOf('evaluators');
}

function notAListOf(what: 'projects' | 'fields' | 'evaluators'): ApiRefusal {
	return refusalOfAnswer(
		`HoneyHive returned something that is not a list of ${what}`,
		"Check 'Base URL' and 'API Version' in the credential, or enter the name yourself.",
	);
}
