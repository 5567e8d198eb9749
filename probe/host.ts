import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

import { generations } from '../nodes/HoneyHive/api/generations';
import type { GenerationRoutes } from '../nodes/HoneyHive/api/generations/routes';
import type { Filter } from '../nodes/HoneyHive/events/filter';
import type { GenerationName } from '../nodes/HoneyHive/events/generation';
import type { TimeRange } from '../nodes/HoneyHive/events/time';
import type { EventChanges } from '../nodes/HoneyHive/events/update';

export type Event = Record<string, unknown>;

/** An answer, without anything that names what is in the project. */
export interface Answer {
	readonly status: number;
	readonly events: readonly Event[];
	/** `totalEvents` or `count`, whichever the host sends. */
	readonly count: number | undefined;
	readonly countName: 'totalEvents' | 'count' | undefined;
}

export interface Query {
	readonly filters?: readonly Filter[];
	readonly range?: TimeRange;
	readonly projections?: readonly string[];
	readonly limit?: number;
	readonly page?: number;
	/** Sent in place of the real key. */
	readonly key?: string;
}

export interface HostOptions {
	readonly baseUrl: string;
	readonly apiKey: string;
	readonly generation: GenerationName;
	readonly project: string | undefined;
	/** Milliseconds between two requests. */
	readonly pauseMs: number;
}

/** The most requests that one probe may send. */
export const maxRequests = 60;

/** A HoneyHive deployment, asked slowly, and never more than `maxRequests` times. */
export class Host {
	readonly generation: GenerationRoutes;

	requests = 0;

	constructor(private readonly options: HostOptions) {
		this.generation = generations[options.generation];
	}

	/** Asks for events as the node does, but returns whatever the host answers. */
	async ask({
		key,
		filters = [],
		range = {},
		projections,
		limit = 1,
		page = 1,
	}: Query): Promise<Answer> {
		const query = {
			project: this.options.project,
			filters: [...filters],
			range,
			...(projections && { projections: [...projections] }),
		};
		const body = this.generation.requestBody(query, { limit, page });
		const { status, text } = await this.send('POST', this.generation.eventsPath, body, key);
		return read(status, text);
	}

	/** Sends the request with which the node updates an event. @returns the HTTP status */
	async update(eventId: string, changes: EventChanges): Promise<number> {
		const { path, body } = this.generation.updateRequest(eventId, changes);
		return (await this.send('PUT', path, body)).status;
	}

	private async send(
		method: 'POST' | 'PUT',
		path: string,
		content: object,
		key = this.options.apiKey,
	): Promise<{ status: number; text: string }> {
		if (this.requests >= maxRequests) throw new Error(`More than ${maxRequests} requests`);
		if (this.requests > 0) await delay(this.options.pauseMs);
		this.requests += 1;
		const { statusCode, body } = await request(this.options.baseUrl + path, {
			method,
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify(content),
		});
		return { status: statusCode, text: await body.text() };
	}
}

function read(status: number, text: string): Answer {
	const nothing = { status, events: [], count: undefined, countName: undefined };
	if (status !== 200) return nothing;
	const { events, totalEvents, count } = JSON.parse(text) as Record<string, unknown>;
	if (!Array.isArray(events)) return nothing;
	const countName =
		totalEvents === undefined ? (count === undefined ? undefined : 'count') : 'totalEvents';
	const number = totalEvents ?? count;
	return {
		status,
		events: events as Event[],
		count: typeof number === 'number' ? number : undefined,
		countName,
	};
}
