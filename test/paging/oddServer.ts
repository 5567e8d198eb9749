import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** A request for events. */
export interface Asked {
	limit: number;
	page: number;
	dateRange?: { $gte?: string; $lte?: string; start_time?: string; end_time?: string };
	filters: Array<{ operator: string }>;
}

export interface Stored {
	event_id: string;
	start_time: number;
}

/** Events that start at intervals of this many milliseconds. */
export function storedEvery(milliseconds: number, count: number): Stored[] {
	return Array.from({ length: count }, (_, index) => ({
		event_id: `event-${index}`,
		start_time: Date.UTC(2024, 3, 1) + index * milliseconds,
	}));
}

/** The events in the range that is asked for; those without a start, which there are none of, if so. */
export function matching(stored: readonly Stored[], { dateRange = {}, filters }: Asked): Stored[] {
	if (filters.some(({ operator }) => operator === 'not exists')) return [];
	return stored.filter(
		({ start_time }) =>
			start_time >= Date.parse(dateRange.$gte ?? dateRange.start_time ?? '1970-01-01') &&
			start_time <= Date.parse(dateRange.$lte ?? dateRange.end_time ?? '2100-01-01'),
	);
}

export function pageOf(events: readonly Stored[], { limit, page }: Asked): Stored[] {
	return events.slice((page - 1) * limit, page * limit);
}

/** A server that does not behave as documented; the emulator does. It closes after each test. */
export class OddServer {
	/** The requests for events that it received. */
	readonly asked: Asked[] = [];

	/** How many requests it received, of any kind. */
	requests = 0;

	private server: Server | undefined;

	constructor() {
		afterEach(async () => await this.close());
	}

	/** Serves an answer to each request for events, and returns the base URL. */
	async serve(answer: (asked: Asked, response: ServerResponse) => void): Promise<string> {
		this.server = createServer((request, response) => {
			void text(request).then((body) => {
				this.requests += 1;
				// It has no other routes: those for one event or for lists.
				if (request.method !== 'POST') {
					response.writeHead(404).end();
					return;
				}
				const asked = JSON.parse(body) as Asked;
				this.asked.push(asked);
				answer(asked, response);
			});
		});
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		this.asked.length = 0;
		this.requests = 0;
		if (!server) return;
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	}
}
