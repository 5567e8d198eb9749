import { z } from 'zod';
import { EVENT_TYPES, type Fields, type HoneyHiveEvent } from '../data/event';
import type { Host } from '../host';
import { check, type Checked } from '../reading/requests';
import { withoutOmitted } from '../data/omission';
import { uuidOf } from '../data/random';
import { updateTotals } from './sessionTotals';

const fields = z.record(z.unknown());
const id = z.string().min(1);

/** The keys of an event with their types; what is required depends on the route. */
export const eventKeys = {
	project: z.string(),
	project_id: z.string(),
	source: z.string(),
	event_name: z.string(),
	event_type: z.enum(EVENT_TYPES),
	event_id: id,
	session_id: id,
	parent_id: id,
	children_ids: z.array(z.string()),
	config: fields,
	inputs: fields,
	outputs: fields,
	error: z.string().nullable(),
	start_time: z.number(),
	end_time: z.number().int(),
	duration: z.number(),
	metadata: fields,
	feedback: fields,
	metrics: fields,
	user_properties: fields,
};

/** Any of an event's keys, others kept. */
export const looseEvent = z.object(eventKeys).partial().passthrough();

/** A UUID as the server gives it; no two alike, and the same in every run. */
export function giveId(host: Host): string {
	return uuidOf(host.settings.seed ^ 0x91fe, ++host.idsGiven);
}

/**
 * Completes what was sent as the documents say (event_id, session_id, parent_id = session_id, name
 * and source "unknown"), puts it in, and brings its parent and session up to date.
 */
export function ingest(host: Host, sent: HoneyHiveEvent): HoneyHiveEvent {
	const { project, ...given } = sent;
	const name = project ?? given.project_id ?? host.settings.project;
	const isSession = given.event_type === 'session';
	const session_id = given.session_id ?? (isSession ? given.event_id : undefined) ?? giveId(host);
	const event_id = given.event_id ?? (isSession ? session_id : giveId(host));
	const start = typeof given.start_time === 'number' ? given.start_time : Date.now();
	const end =
		typeof given.end_time === 'number' ? given.end_time : Math.round(start + (given.duration ?? 0));
	const event = withoutOmitted(host.settings, {
		...given,
		project_id: name,
		source: given.source ?? 'unknown',
		session_id,
		event_id,
		parent_id: isSession ? null : (given.parent_id ?? session_id),
		event_name: given.event_name ?? 'unknown',
		config: given.config ?? {},
		children_ids: given.children_ids ?? [],
		inputs: given.inputs ?? {},
		outputs: given.outputs ?? {},
		error: given.error ?? null,
		start_time: start,
		end_time: end,
		duration: given.duration ?? end - start,
		metadata: given.metadata ?? {},
		feedback: given.feedback ?? {},
		metrics: given.metrics ?? {},
		user_properties: given.user_properties ?? {},
	});
	host.projects.add(name);
	host.store.put(event);
	if (typeof event.parent_id === 'string') adopt(host, event.parent_id, event_id);
	updateTotals(host, session_id);
	return event;
}

function adopt(host: Host, parentId: string, childId: string): void {
	const ordinal = host.store.find(parentId);
	if (ordinal === undefined) return;
	const parent = host.store.at(ordinal);
	const children = parent.children_ids ?? [];
	if (children.includes(childId)) return;
	host.store.replace(ordinal, { ...parent, children_ids: [...children, childId] });
}

/** Spec 1.9.0, UpdateEventRequest. The older ones have the first seven of its fields. */
const changes = z.object({
	metadata: fields.optional(),
	feedback: fields.optional(),
	metrics: fields.optional(),
	config: fields.optional(),
	user_properties: fields.optional(),
	outputs: fields.nullish(),
	duration: z.number().optional(),
	end_time: z.number().int().optional(),
	children_ids: z.array(z.string()).optional(),
});

/** Merges the objects, replaces the rest, keeps what is null or an empty list; false when there is no such event. */
export function update(host: Host, eventId: string, body: unknown): boolean {
	const change: Checked<typeof changes> = check(changes, body);
	const ordinal = host.store.find(eventId);
	if (ordinal === undefined) return false;
	const event = host.store.at(ordinal);
	const { outputs, children_ids, ...rest } = change;
	const merged: HoneyHiveEvent = {
		...event,
		...rest,
		...(outputs && { outputs }),
		...(children_ids?.length && { children_ids }),
	};
	for (const key of ['metadata', 'feedback', 'metrics', 'config', 'user_properties'] as const) {
		const before: Fields = event[key] ?? {};
		merged[key] = { ...before, ...change[key] };
	}
	host.store.replace(ordinal, withoutOmitted(host.settings, merged));
	if (event.session_id !== undefined) updateTotals(host, event.session_id);
	return true;
}
