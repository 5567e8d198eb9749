import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { isObject } from '../nodes/HoneyHive/events/event';
import type { EventChanges } from '../nodes/HoneyHive/events/update';
import { Host, type Event, type HostOptions } from './host';
import type { Report, Row } from './probe';

export interface WriteOptions extends HostOptions {
	/** The event that is written to. */
	readonly eventId: string;
	/** Milliseconds before each further try to read what was written. */
	readonly waitMs: number;
}

/** The name of everything that is written. */
export const probeName = 'n8n_probe';

/** With one request before the update, and with `waitMs` of 2 s, almost two minutes. */
const maxReads = 50;

/** Fields that an update of metrics and feedback must leave alone. */
const otherFields = ['metadata', 'user_properties', 'config', 'inputs', 'outputs'] as const;

/**
 * Writes one metric, with its explanation, and one feedback value to one event, and reads them back.
 *
 * @throws Error when the event cannot be read, or the update is refused
 */
export async function probeWriting(options: WriteOptions): Promise<Report> {
	const host = new Host(options);
	const before = await readEvent(host, options.eventId);
	const changes = changesOf(new Date());
	const status = await host.update(options.eventId, changes);
	if (status < 200 || status > 299) {
		throw new Error(`The host answered HTTP ${status} to the update`);
	}
	const { after, tookMs } = await readBack(host, options, changes);
	const rows: Row[] = [
		{
			name: 'Time until an update can be read',
			documented: 'not stated',
			does: after ? `${(tookMs / 1000).toFixed(1)} s` : `not within ${Math.round(tookMs / 1000)} s`,
			copes: after !== undefined,
		},
		...(after ? [kept('metrics', before, after), kept('feedback', before, after)] : []),
		...(after ? [others(before, after)] : []),
	];
	return { generation: options.generation, events: 1, requests: host.requests, rows };
}

/** Each probe writes other values, so that those of an earlier one are not taken for its own. */
function changesOf(now: Date) {
	return {
		metrics: {
			[probeName]: now.getTime(),
			[`${probeName}_explanation`]: `Written by the probe of n8n-nodes-honeyhive at ${now.toISOString()}`,
		},
		feedback: { [probeName]: now.toISOString() },
	} satisfies EventChanges;
}

async function readEvent(host: Host, eventId: string): Promise<Event> {
	const filter = { field: 'event_id', type: 'string', operator: 'is', value: eventId } as const;
	const { status, events } = await host.ask({ filters: [filter] });
	if (status !== 200)
		throw new Error(`The host answered HTTP ${status} to a request for the event`);
	const event = events.find(({ event_id }) => event_id === eventId);
	if (event) return event;
	throw new Error('The host does not have the event of --event');
}

/** @returns the event once it has everything that was written; undefined if that takes too long */
async function readBack(
	host: Host,
	{ eventId, waitMs }: WriteOptions,
	{ metrics, feedback }: ReturnType<typeof changesOf>,
): Promise<{ after: Event | undefined; tookMs: number }> {
	const written = performance.now();
	for (let reads = 0; reads < maxReads; reads++) {
		if (reads > 0) await delay(waitMs);
		const event = await readEvent(host, eventId);
		const tookMs = performance.now() - written;
		if (holds(event.metrics, metrics) && holds(event.feedback, feedback)) {
			return { after: event, tookMs };
		}
	}
	return { after: undefined, tookMs: performance.now() - written };
}

function holds(field: unknown, values: Readonly<Record<string, unknown>>): boolean {
	return Object.entries(values).every(([name, value]) => valuesOf(field)[name] === value);
}

/** Whether an update is merged with what was there, key by key. */
function kept(field: 'metrics' | 'feedback', before: Event, after: Event): Row {
	const earlier = Object.entries(valuesOf(before[field])).filter(
		([name]) => !name.startsWith(probeName),
	);
	const lost = earlier.filter(
		([name, value]) => !isDeepStrictEqual(valuesOf(after[field])[name], value),
	);
	const does =
		lost.length === 0 ? `${earlier.length} kept` : `${lost.length} of ${earlier.length} lost`;
	return {
		name: `Other values in ${field}`,
		documented: 'kept, for search; otherwise not stated',
		does: earlier.length === 0 ? 'not found out: there were none' : does,
		copes: lost.length === 0,
	};
}

function others(before: Event, after: Event): Row {
	const lost = otherFields.filter((field) => !isStillThere(before[field], after[field]));
	return {
		name: 'Other fields of the event',
		documented: 'not changed',
		does: lost.length === 0 ? 'nothing is lost' : `lost: values in ${lost.join(', ')}`,
		copes: lost.length === 0,
	};
}

/** HoneyHive may add values meanwhile, and computes some of a session again, so the names are what counts. */
function isStillThere(before: unknown, after: unknown): boolean {
	if (before === undefined || before === null) return true;
	if (!isObject(before)) return isDeepStrictEqual(before, after);
	return Object.keys(before).every((name) => name in valuesOf(after));
}

function valuesOf(field: unknown): Readonly<Record<string, unknown>> {
	return isObject(field) ? field : {};
}
