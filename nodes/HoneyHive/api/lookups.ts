import { z } from 'zod';

import { isObject, type HoneyHiveEvent } from '../events/event';
import type { Generation } from '../events/generation';
import { parseJson } from './envelope';
import { ApiRefusal, refusalOfAnswer } from './errors';

/** What a deployment says besides pages of events. */
export interface Lookups {
	/**
	 * One event by its ID; undefined where its own route does not have it, or where there is none.
	 *
	 * @throws ApiRefusal
	 */
	findEvent(id: string): Promise<HoneyHiveEvent | undefined>;
	/** Paths of the fields that events have; undefined where the deployment does not list them. @throws ApiRefusal */
	listFields(): Promise<string[] | undefined>;
	/** Names of the evaluators: of this project, where the API key does not decide. @throws ApiRefusal */
	listEvaluators(project: string): Promise<string[]>;
}

/** Asks for a path with GET, and again where reading it failed for the moment. */
export type Get = <T>(path: string, read: (text: string) => T) => Promise<T>;

export function lookupsOf(generation: Generation, get: Get): Lookups {
	const { eventPath, schemaPath, evaluatorsPath } = generation;
	return {
		findEvent: async (id) =>
			eventPath ? await ifServed(get(eventPath(id), (text) => readEvent(text, id))) : undefined,
		listFields: async () => (schemaPath ? await ifServed(get(schemaPath, readFields)) : undefined),
		listEvaluators: async (project) =>
			(await ifServed(get(evaluatorsPath(project), readEvaluators))) ?? [],
	};
}

/** A route that is not there, or that takes no such ID. */
const notServed = ['400', '404', '405'];

async function ifServed<T>(answer: Promise<T>): Promise<T | undefined> {
	return await answer.catch((error: unknown) => {
		if (error instanceof ApiRefusal && notServed.includes(error.httpCode ?? '')) return undefined;
		throw error;
	});
}

const eventSchema = z.custom<HoneyHiveEvent>(isObject);
const eventEnvelope = z
	.object({ event: eventSchema })
	.transform(({ event }) => event)
	.or(eventSchema);

/**
 * Finds the event in the answer of GET /v1/events/{id}. On v2 hosts that is `{event}`; API 1.1.0
 * takes the ID for that of a session, and answers its events as a tree.
 */
export function readEvent(text: string, id: string): HoneyHiveEvent | undefined {
	const envelope = eventEnvelope.safeParse(text.trim() === '' ? undefined : parseJson(text));
	const left = envelope.success ? [envelope.data] : [];
	for (let node = left.pop(); node; node = left.pop()) {
		const { children, ...event } = node;
		if (event.event_id === id) return Array.isArray(children) ? event : node;
		for (const child of Array.isArray(children) ? children : []) {
			if (isObject(child)) left.push(child);
		}
	}
	return undefined;
}

const named = z.object({ name: z.string().min(1) });
const fieldsEnvelope = z.object({ fields: z.array(named) });

/** @throws ApiRefusal when it is no list of fields */
export function readFields(text: string): string[] {
	const envelope = fieldsEnvelope.safeParse(parseJson(text));
	if (envelope.success) return [...new Set(envelope.data.fields.map(({ name }) => name))];
	throw noListOf('fields');
}

/** API 1.1.0 documents a list of lists, and shows a list. */
const evaluatorsEnvelope = z.array(z.union([named, z.array(named)]));

/** @throws ApiRefusal when it is no list of evaluators */
export function readEvaluators(text: string): string[] {
	const envelope = evaluatorsEnvelope.safeParse(parseJson(text));
	if (envelope.success) return [...new Set(envelope.data.flat().map(({ name }) => name))];
	throw noListOf('evaluators');
}

function noListOf(what: string): ApiRefusal {
	return refusalOfAnswer(
		`HoneyHive answered with something that is not a list of ${what}`,
		"Check 'Base URL' and 'API Generation' in the credential.",
	);
}
