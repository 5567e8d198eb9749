import { setTimeout as wait } from 'node:timers/promises';

import { isServed } from '../support/hostUnderTest';
import { usingEmulator } from '../support/withEmulator';
import { read, reads, READ, send, smallest } from './client';

async function durationOf(run: () => Promise<unknown>): Promise<number> {
	const begin = performance.now();
	await run();
	return performance.now() - begin;
}

/** A route of every host that is not about events. */
const OTHER = isServed('export') ? 'GET /metrics?project_name=Demo%20Project' : 'GET /v1/metrics';

describe('A host with a rate limit', () => {
	it('refuses the requests beyond it, and serves them a second later', async () => {
		await usingEmulator({ events: 10, requestsPerSecond: 3 }, async (host) => {
			const replies = await Promise.all(Array.from({ length: 5 }, async () => await read(host)));
			const refused = replies.filter(({ status }) => status !== 200);
			expect(refused).toHaveLength(2);
			for (const { status, headers, text } of refused) {
				expect(status).toBe(429);
				expect(headers['retry-after']).toBe('1');
				expect(text).toMatch(/^\{"statusCode":429,.*"success":false\}$/);
			}
			await wait(1_000);
			expect((await read(host)).status).toBe(200);
		});
	});

	it('counts reading and writing events together, and nothing else', async () => {
		await usingEmulator({ events: 10, requestsPerSecond: 2 }, async (host) => {
			for (let n = 0; n < 4; n++) expect((await send(host, OTHER)).status).toBe(200);
			expect((await read(host)).status).toBe(200);
			const [, event] = host.events();
			const change = { event_id: event?.event_id, metrics: { score: 1 } };
			expect((await send(host, 'PUT /events', change)).status).toBe(200);
			const another = { ...change, metrics: { score: 2 } };
			expect((await send(host, 'PUT /events', another)).status).toBe(429);
			expect([...host.events()][1]?.metrics).toMatchObject({ score: 1 });
			expect((await read(host)).status).toBe(429);
			expect((await send(host, OTHER)).status).toBe(200);
		});
	});
});

describe('A host with slow queries', () => {
	it.each(reads)('%s takes longer the more events it returns', async (route, body) => {
		await usingEmulator({ events: 20, queryMs: 30, eventMs: 50 }, async (host) => {
			const page = async (limit: number, number = 1) =>
				await durationOf(async () => await send(host, route, { ...body, limit, page: number }));
			// Timers may fire a millisecond early.
			expect(await page(20)).toBeGreaterThanOrEqual(30 + 20 * 50 - 2);
			expect(await page(5)).toBeGreaterThanOrEqual(30 + 5 * 50 - 2);
			const empty = await page(20, 2);
			expect(empty).toBeGreaterThanOrEqual(28);
			expect(empty).toBeLessThan(20 * 50);
		});
	});

	it('delays no other route and no refusal', async () => {
		await usingEmulator({ events: 10, queryMs: 2_000 }, async (host) => {
			expect(await durationOf(async () => await send(host, OTHER))).toBeLessThan(2_000);
			const refused = async () => await send(host, READ, { ...smallest, limit: 'many' });
			expect(await durationOf(refused)).toBeLessThan(2_000);
		});
	});
});
