import { exportEvents, idsOf, eventsOf } from '../support/exporting';
import { matching, OddServer, pageOf, storedEvery } from './oddServer';

const stored = storedEvery(60_000, 1000);

describe('An export', () => {
	const server = new OddServer();

	it('returns all events, in few requests, from a server that counts one too many', async () => {
		const url = await server.serve((asked, response) => {
			const events = matching(stored, asked);
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
		expect(server.asked.length).toBeLessThan(40);
	});

	it.each([0, 1, 100])('returns all events from a server that always counts %i', async (total) => {
		const url = await server.serve((asked, response) => {
			const events = pageOf(matching(stored, asked), asked);
			response.end(JSON.stringify({ events, totalEvents: total }));
		});
		const run = await exportEvents({ url }, 'export', {
			returnAll: true,
			options: { pageSize: 100 },
		});

		expect(run.items).toHaveLength(stored.length);
		expect(server.asked.length).toBeLessThan(120);
	});

	it('returns all events from a server that sends fewer than the limit on a page', async () => {
		const url = await server.serve((asked, response) => {
			const events = matching(stored, asked);
			const capped = { ...asked, limit: Math.min(asked.limit, 100) };
			response.end(JSON.stringify({ events: pageOf(events, capped), count: events.length }));
		});
		const run = await exportEvents({ url }, 'exportV1', { returnAll: true });

		expect(run.items).toHaveLength(stored.length);
		expect(server.asked.length).toBeLessThan(120);
	});

	it('fails with a clear message if the server ignores the date range', async () => {
		const url = await server.serve((asked, response) => {
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
			"Only Export works without the date range: turn off Return All and add the option 'Page', which reads one page at a time.",
		);
	});

	it('returns no more than Limit from a server that sends more', async () => {
		const url = await server.serve((_asked, response) =>
			response.end(JSON.stringify({ events: stored })),
		);
		const run = await exportEvents({ url }, 'export', { limit: 10 });
		expect(run.items).toHaveLength(10);
	});

	it('ends after Timeout if the server stalls in the middle of an answer', async () => {
		const url = await server.serve((_asked, response) => response.write('{"events":['));
		const run = await exportEvents({ url }, 'export', { options: { timeout: 1, maxRetries: 0 } });

		expect(run.error?.message).toBe("HoneyHive's response did not end in time [item 0]");
	});

	it('ignores a byte order mark at the start of an answer', async () => {
		const url = await server.serve((_asked, response) =>
			response.end('\uFEFF{"events":[{"event_id":"a"}]}'),
		);
		const run = await exportEvents({ url }, 'export');
		expect(eventsOf(run)).toEqual([{ event_id: 'a' }]);
	});
});
