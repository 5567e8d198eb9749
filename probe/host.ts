import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

import { generations } from '../nodes/HoneyHive/api/generations';
import type { GenerationRoutes } from '../nodes/HoneyHive/api/generations/routes';
import type { Filter } from '../nodes/HoneyHive/events/filter';
import type { GenerationName } from '../nodes/HoneyHive/events/generation';
import type { TimeRange } from '../nodes/HoneyHive/events/time';

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

/** A HoneyHive deployment. Reads only, slowly, and never more than `maxRequests` times. */
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
		if (this.requests >= maxRequests) throw new Error(`More than ${maxRequests} requests`);
		if (this.requests > 0) await delay(this.options.pauseMs);
		this.requests += 1;
		const query = {
			project: this.options.project,
			filters: [...filters],
			range,
			...(projections && { projections: [...projections] }),
		};
		const { statusCode, body } = await request(this.options.baseUrl + this.generation.eventsPath, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${key ?? this.options.apiKey}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify(this.generation.requestBody(query, { limit, page })),
		});
		return read(statusCode, await body.text());
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
