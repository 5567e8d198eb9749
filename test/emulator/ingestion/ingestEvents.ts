import { z } from 'zod';
import { isFields, type HoneyHiveEvent } from '../data/event';
import type { Host } from '../host';
import { json, parseJson, readJson, type Answer, type Call } from '../http/call';
import { eventKeys, giveId, ingest, looseEvent, update } from './ingested';
import { fromModelEvent } from './modelEvents';
import { Problem } from '../http/problem';
import { ORG_ID, WORKSPACE_ID } from '../data/projects';
import { check } from '../reading/requests';
import { checkUuid } from '../reading/sessions';

const { project, source, event_name, inputs, config, duration } = eventKeys;
const rest = z.object(eventKeys).partial();

/** Spec 1.0.21, CreateEventRequest: as an object under `event`. */
const objectEvent = rest
	.extend({ project, source, event_name, inputs, config, duration })
	.extend({ event_type: z.enum(['model', 'tool', 'chain']) })
	.passthrough();
/** Spec 1.1.0: JSON-encoded text under `event`; little is required. */
const textEvent = rest.extend({ inputs, event_type: eventKeys.event_type }).passthrough();
/** Spec 1.9.0, PostEventRequest: bare, and nothing else. */
const bareEvent = rest
	.omit({ project: true })
	.extend({ inputs, event_type: eventKeys.event_type })
	.strict();
const objectSession = looseEvent.extend({ project, source, session_name: z.string() });
const textSession = looseEvent.extend({ session_name: z.string().optional() });

/** What stands under the key: an object (1.0.21) or JSON-encoded text (1.1.0), and which of them. */
function unwrap(call: Call, key: string): { encoded: boolean; value: unknown } {
	const body = readJson(call);
	const value = isFields(body) ? body[key] : undefined;
	if (typeof value === 'string') return { encoded: true, value: parseJson(value, key) };
	if (!isFields(value)) throw new Problem(400, `${key}: Required`);
	return { encoded: false, value };
}

export function startSession(host: Host, call: Call): Answer {
	const { encoded, value } = unwrap(call, 'session');
	return json(beginSession(host, check(encoded ? textSession : objectSession, value)));
}

/** Spec 1.9.0: nothing is required, times that are no numbers are ignored. */
export function startV1Session(host: Host, call: Call): Answer {
	const body = readJson(call);
	if (!isFields(body)) throw new Problem(400, 'Request body: Expected object');
	const sent = { ...body };
	for (const key of ['start_time', 'end_time', 'duration']) {
		if (typeof sent[key] !== 'number') delete sent[key];
	}
	return json(beginSession(host, check(textSession, sent)));
}

const UUID = z.string().uuid();

/** Idempotent on session_id: a second start merges metadata and user_properties (spec 1.9.0). */
function beginSession(host: Host, sent: HoneyHiveEvent): HoneyHiveEvent {
	const { session_name, ...given } = sent;
	const id = UUID.safeParse(given.session_id).success ? given.session_id : undefined;
	const known = id === undefined ? undefined : host.store.find(id);
	if (id !== undefined && known !== undefined) {
		const { metadata, user_properties } = given;
		update(host, id, { metadata, user_properties });
		return { ...host.store.at(known), org_id: ORG_ID, workspace_id: WORKSPACE_ID };
	}
	const sessionId = id ?? giveId(host);
	const event = ingest(host, {
		...given,
		event_name: given.event_name ?? (typeof session_name === 'string' ? session_name : undefined),
		event_type: 'session',
		session_id: sessionId,
		event_id: sessionId,
	});
	return { ...event, org_id: ORG_ID, workspace_id: WORKSPACE_ID };
}

function created(event: HoneyHiveEvent): Answer {
	return json({ event_id: event.event_id, success: true });
}

export function createEvent(host: Host, call: Call): Answer {
	const { encoded, value } = unwrap(call, 'event');
	return created(ingest(host, check(encoded ? textEvent : objectEvent, value)));
}

export function createV1Event(host: Host, call: Call): Answer {
	return created(ingest(host, check(bareEvent, readJson(call))));
}

export function createModelEvent(host: Host, call: Call): Answer {
	return created(ingest(host, fromModelEvent(unwrap(call, 'model_event').value)));
}

const batchKeys = {
	is_single_session: z.boolean().optional(),
	single_session: z.boolean().optional(),
	session_properties: textSession.optional(),
};
type Batch = { [key in keyof typeof batchKeys]?: unknown } & {
	session_properties?: HoneyHiveEvent;
};
const oldBatch = z.object({ ...batchKeys, events: z.array(looseEvent) });
const modelBatch = z.object({ ...batchKeys, model_events: z.array(z.unknown()) });
const v1Batch = z
	.object({ ...batchKeys, events: z.array(bareEvent) })
	.omit({ is_single_session: true })
	.strict();

export function createBatch(host: Host, call: Call): Answer {
	const batch = check(oldBatch, readJson(call));
	const errors: string[] = [];
	const events = batch.events.filter((event) => {
		// What is missing fails the one event, not the batch: "500, events partially created".
		for (const key of ['project', 'event_type', 'inputs', 'source'] as const) {
			if (event[key] !== undefined) continue;
			errors.push(`Could not create event due to missing ${key}`);
			return false;
		}
		return true;
	});
	return finishBatch(host, batch, events, errors);
}

export function createModelBatch(host: Host, call: Call): Answer {
	const batch = check(modelBatch, readJson(call));
	return finishBatch(host, batch, batch.model_events.map(fromModelEvent), []);
}

export function createV1Batch(host: Host, call: Call): Answer {
	const batch = check(v1Batch, readJson(call));
	return finishBatch(host, batch, batch.events, []);
}

function finishBatch(
	host: Host,
	batch: Batch,
	events: readonly HoneyHiveEvent[],
	errors: readonly string[],
): Answer {
	const single = batch.is_single_session === true || batch.single_session === true;
	const session = single
		? beginSession(host, { project: events[0]?.project, ...batch.session_properties })
		: undefined;
	const ids = events.map((event) => {
		const { session_id } = session ?? event;
		return ingest(host, { ...event, session_id }).event_id;
	});
	const answer = { event_ids: ids, session_id: session?.session_id, success: true };
	return errors.length === 0 ? json(answer) : json({ ...answer, errors }, 500);
}

export function updateEvent(host: Host, call: Call): Answer {
	const body = readJson(call);
	const { event_id } = check(z.object({ event_id: z.string().min(1) }), body);
	return updated(update(host, event_id, body), event_id);
}

export function updateV1Event(host: Host, call: Call): Answer {
	checkUuid(call.id, 'event_id');
	return updated(update(host, call.id, readJson(call)), call.id);
}

/** The documents know 200 and 400 for an update: an unknown event is a bad request. */
function updated(found: boolean, eventId: string): Answer {
	if (!found) throw new Problem(400, `event_id: "${eventId}" was not found`);
	return json({ success: true });
}
