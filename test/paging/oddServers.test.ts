import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

import { exportEvents, idsOf, eventsOf } from '../support/exporting';

interface Asked {
	limit: number;
	page: number;
	dateRange?: { $gte?: string; $lte?: string };
}

interface Stored {
	event_id: string;
	start_time: number;
}

/** One event per minute. */
const stored: Stored[] = Array.from({ length: 1000 }, (_, index) => ({
	event_id: `event-${index}`,
	start_time: Date.UTC(2024, 3, 1) + index * 60_000,
}));

/** Servers that do not behave as documented; the emulator does. */
describe('An export', () => {
	let server: Server;
	let requests: number;

	/** Serves an answer to each request for events. */
	async function serve(answer: (asked: Asked, response: ServerResponse) => void): Promise<string> {
		requests = 0;
		server = createServer((request, response) => {
			requests++;
			void json(request).then((asked) => answer(asked as Asked, response));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	afterEach(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});

	const matching = ({ dateRange = {} }: Asked) =>
		stored.filter(
			({ start_time }) =>
				start_time >= Date.parse(dateRange.$gte ?? '1970-01-01') &&
				start_time <= Date.parse(dateRange.$lte ?? '2100-01-01'),
		);

	const pageOf = (events: Stored[], { limit, page }: Asked) =>
		events.slice((page - 1) * limit, page * limit);

	it('returns all events, in few requests, from a server that counts one too many', async () => {
		const url = await serve((asked, response) => {
			const events = matching(asked);
			response.end(
				JSON.stringify({ events: pageOf(events, asked), totalEvents: events.length + 1 }),
			);
		});
		const run = await exportEvents({ url }, 'export', {
			returnAll: true,
			options: { pageSize: 300 },
		});

		expect(run.error).toBeUndefined();
		expect(idsOf(eventsOf(run)).sort()).toEqual(
			idsOf(stored.map((event) => ({ ...event }))).sort(),
		);
		expect(requests).toBeLessThan(40);
	});

	it.each([0, -1, 100])('returns all events from a server that always counts %i', async (total) => {
		const url = await serve((asked, response) => {
			const events = pageOf(matching(asked), asked);
			response.end(JSON.stringify({ events, totalEvents: total }));
		});
		const run = await exportEvents({ url }, 'export', {
			returnAll: true,
			options: { pageSize: 100 },
		});

		expect(run.items).toHaveLength(stored.length);
		expect(requests).toBeLessThan(120);
	});

	it('returns all events from a server that sends fewer than the limit on a page', async () => {
		const url = await serve((asked, response) => {
			const events = matching(asked);
			const capped = { ...asked, limit: Math.min(asked.limit, 100) };
			response.end(JSON.stringify({ events: pageOf(events, capped), count: events.length }));
		});
		const run = await exportEvents({ url }, 'exportV1', { returnAll: true });

		expect(run.items).toHaveLength(stored.length);
		expect(requests).toBeLessThan(120);
	});

	it('fails with a clear message if the server ignores the date range', async () => {
		const url = await serve((asked, response) => {
			response.end(JSON.stringify({ events: pageOf(stored, asked), totalEvents: stored.length }));
		});
		const run = await exportEvents({ url }, 'export', {
			returnAll: true,
			options: { pageSize: 100 },
		});

		expect(run.error?.message).toContain(
			'HoneyHive ignores the date range: smaller ranges return just as many events',
		);
		expect(run.error?.description).toContain(
			"Return All relies on the date range. Turn it off, and use 'Limit' and 'Page' instead.",
		);
	});

	it('returns no more than Limit from a server that sends more', async () => {
		const url = await serve((_asked, response) => response.end(JSON.stringify({ events: stored })));
		const run = await exportEvents({ url }, 'export', { limit: 10 });
		expect(run.items).toHaveLength(10);
	});

	it('ends after Timeout if the server stalls in the middle of an answer', async () => {
		const url = await serve((_asked, response) => response.write('{"events":['));
		const run = await exportEvents({ url }, 'export', { options: { timeout: 1, maxRetries: 0 } });

		expect(run.error?.message).toBe(
			`HoneyHive could not be reached at ${url}: the request timed out [item 0]`,
		);
	});

	it('ignores a byte order mark at the start of an answer', async () => {
		const url = await serve((_asked, response) =>
			response.end('\uFEFF{"events":[{"event_id":"a"}]}'),
		);
		const run = await exportEvents({ url }, 'export');
		expect(eventsOf(run)).toEqual([{ event_id: 'a' }]);
	});
});
