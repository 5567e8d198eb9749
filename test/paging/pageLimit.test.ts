import type { ServerResponse } from 'node:http';

import type { INodeParameters } from 'n8n-workflow';

import { eventsOf, exportEvents, hintsOf, idsOf } from '../support/exporting';
import { type Asked, matching, OddServer, pageOf, storedEvery, type Stored } from './oddServer';

const maxLimit = 1000;

/** In an order that looks random, as HoneyHive promises none. */
const stored = storedEvery(1000, 20_000)
	.map((event, index) => ({ event, place: (index * 7919) % 20_000 }))
	.sort((one, other) => one.place - other.place)
	.map(({ event }) => event);

type CountsOf = (matches: readonly Stored[], page: readonly Stored[]) => Record<string, number>;
const statesTotal: CountsOf = ({ length }) => ({ totalEvents: length });
const countsMatches: CountsOf = ({ length }) => ({ count: length });
const countsPage: CountsOf = (_matches, { length }) => ({ count: length });

function answer(asked: Asked, response: ServerResponse, countsOf: CountsOf): void {
	const matches = matching(stored, asked);
	const events = pageOf(matches, asked);
	response.end(JSON.stringify({ events, ...countsOf(matches, events) }));
}

function refuse(response: ServerResponse, message: string): void {
	response.statusCode = 400;
	response.end(JSON.stringify({ statusCode: 400, message, success: false }));
}

describe('A deployment that refuses pages of more than 1000 events', () => {
	const server = new OddServer();

	const serve = async (countsOf: CountsOf) =>
		await server.serve((asked, response) => {
			if (asked.limit > maxLimit) refuse(response, 'limit: must be at most 1000');
			else answer(asked, response, countsOf);
		});

	it.each([
		['export', 'states the total', statesTotal],
		['exportV1', 'counts the matches', countsMatches],
		['exportV1', 'counts the events of the page', countsPage],
	] as const)(
		'is asked only once for a larger page: Return All over %s, which %s',
		async (generation, _what, countsOf) => {
			const url = await serve(countsOf);
			const run = await exportEvents({ url }, generation, { returnAll: true });

			expect(run.error).toBeUndefined();
			expect(idsOf(eventsOf(run)).sort()).toEqual(
				idsOf(stored.map((event) => ({ ...event }))).sort(),
			);
			expect(server.asked.filter(({ limit }) => limit > maxLimit)).toHaveLength(1);
			expect(hintsOf(run)).toEqual([
				'HoneyHive does not accept more than 1000 events per page, so the node continues with 1000.',
			]);
		},
	);

	it('is asked once for a larger page by an execution of many input items', async () => {
		const url = await serve(statesTotal);
		const filtered = { returnAll: true, dateRange: 'between', to: '2024-04-01T00:01:00Z' };
		const items = [{ json: {} }, { json: {} }, { json: {} }];
		const run = await exportEvents({ url }, 'export', filtered, { items });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(3 * 61);
		expect(server.asked.map(({ limit }) => limit)).toEqual([7500, 1000, 1000, 1000]);
		expect(hintsOf(run)).toHaveLength(1);
	});

	it("leads to a message that names 'Limit' instead of a part of the page", async () => {
		const url = await serve(statesTotal);
		const run = await exportEvents({ url }, 'export', { limit: 5000, options: { page: 1 } });

		expect(run.error?.message).toBe(
			"'Limit' is 5000, but this HoneyHive deployment accepts at most 1000 [item 0]",
		);
		expect(run.error?.description).toBe(
			"Set 'Limit' to 1000 and read one 'Page' after another, or remove the option 'Page'.",
		);
		expect(server.asked.map(({ limit }) => limit)).toEqual([5000, 1000]);
	});
});

describe('A deployment that refuses every request', () => {
	const server = new OddServer();

	it.each([
		['Return All', { returnAll: true }, 2],
		['a Limit of 5000', { limit: 5000 }, 2],
		['a page of 5000', { limit: 5000, options: { page: 1 } }, 2],
		['a Limit of 1000', { limit: 1000 }, 1],
	])('is asked no more than needed to rule out the page size: %s', async (_what, how, requests) => {
		const url = await server.serve((_asked, response) => refuse(response, 'filters.0: unknown'));
		const run = await exportEvents({ url }, 'export', how);

		expect(run.error?.message).toBe(
			'HoneyHive refused the request (HTTP 400): filters.0: unknown [item 0]',
		);
		expect(server.asked).toHaveLength(requests);
	});
});

describe('A deployment that silently returns at most 1000 events', () => {
	const server = new OddServer();

	const serve = async (countsOf: CountsOf) =>
		await server.serve((asked, response) =>
			answer({ ...asked, limit: Math.min(asked.limit, maxLimit) }, response, countsOf),
		);

	async function read(countsOf: CountsOf, pageSize: number): Promise<number> {
		const url = await serve(countsOf);
		const options = { pageSize };
		const run = await exportEvents({ url }, 'exportV1', { returnAll: true, options });

		expect(run.error).toBeUndefined();
		expect(new Set(idsOf(eventsOf(run))).size).toBe(stored.length);
		const requests = server.asked.length;
		await server.close();
		return requests;
	}

	describe.each([
		['states the total', statesTotal],
		['counts the matches', countsMatches],
		['counts the events of the page', countsPage],
	])('and %s', (_what, countsOf) => {
		async function hintsFor(parameters: INodeParameters): Promise<string[]> {
			const url = await serve(countsOf);
			const run = await exportEvents({ url }, 'exportV1', parameters);
			expect(run.items).toHaveLength(maxLimit);
			expect(server.asked).toHaveLength(1);
			return hintsOf(run);
		}

		it.each([1, 2])('shows a hint with a larger Limit: Page %i', async (page) => {
			expect(await hintsFor({ limit: 5000, options: { page } })).toEqual([
				"HoneyHive returned 1000 events although 'Limit' is 5000, so this deployment may return at most 1000 per page. Set 'Limit' to 1000 and read one 'Page' after another, or remove the option 'Page'.",
			]);
		});

		it('shows no hint with a Limit of 1000', async () => {
			expect(await hintsFor({ limit: 1000, options: { page: 1 } })).toEqual([]);
		});
	});

	it('shows no hint with a larger Limit when it states that these are all events', async () => {
		const url = await serve(statesTotal);
		const run = await exportEvents({ url }, 'exportV1', {
			limit: 5000,
			options: { page: 1 },
			dateRange: 'between',
			to: '2024-04-01T00:16:39Z',
		});
		expect(run.items).toHaveLength(maxLimit);
		expect(hintsOf(run)).toEqual([]);
	});

	it.each([
		['states the total', statesTotal],
		['counts the matches', countsMatches],
		['counts the events of the page', countsPage],
	])('costs hardly more requests than asking for 1000: it %s', async (_what, countsOf) => {
		const known = await read(countsOf, maxLimit);
		const unknown = await read(countsOf, 7500);
		expect(unknown).toBeLessThanOrEqual(known + 1);
	});
});
