import * as fc from 'fast-check';
import { OTHER_PROJECTS, type HoneyHiveEvent } from '../emulator';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { hostSettings, isServed, onHosts, serving } from '../support/hostUnderTest';
import { asking, idsOf, PROJECT, READ, read, reads, send } from './client';

const emulator = withEmulator({ events: 400, seed: 5 });
let truth: HoneyHiveEvent[];

beforeAll(() => {
	truth = [...emulator.events()];
});

const startOf = (event: HoneyHiveEvent): number => Number(event.start_time);

async function readAll(route: string, body: object, limit: number): Promise<string[]> {
	const ids: string[] = [];
	for (let page = 1; ; page++) {
		const { status, json } = await send(emulator, route, { ...body, limit, page });
		expect(status).toBe(200);
		ids.push(...idsOf(json.events));
		if (json.events.length < limit) return ids;
	}
}

describe.each(reads)('Reading %s page by page', (route, body) => {
	it('returns every event once, whatever the page size', async () => {
		const everything = idsOf(truth).sort();
		for (const limit of [7, 100, 400, 999]) {
			expect((await readAll(route, body, limit)).sort()).toEqual(everything);
		}
	});

	it('returns the same order every time', async () => {
		expect(await readAll(route, body, 50)).toEqual(await readAll(route, body, 130));
	});

	it('answers 200 with an empty list and the total past the last page', async () => {
		const { status, json } = await send(emulator, route, { ...body, page: 2, limit: 400 });
		expect(status).toBe(200);
		expect(json).toMatchObject({ events: [] });
		const isTotal = json.totalEvents !== undefined || hostSettings.countMeans === 'total';
		expect(json.totalEvents ?? json.count).toBe(isTotal ? 400 : 0);
	});

	it('combines filters with AND', async () => {
		const filters = [
			{ field: 'event_type', operator: 'is', value: 'tool', type: 'string' },
			{ field: 'duration', operator: 'greater than', value: '300', type: 'number' },
		];
		const { json } = await send(emulator, route, { ...body, filters });
		const expected = truth.filter(
			(event) => event.event_type === 'tool' && (event.duration ?? 0) > 300,
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(idsOf(json.events).sort()).toEqual(idsOf(expected).sort());
	});

	it('includes both ends of any date range', async () => {
		const times = truth.map(startOf).sort((a, b) => a - b);
		const anywhere = fc.integer({ min: 0, max: times.length - 1 });
		await fc.assert(
			fc.asyncProperty(anywhere, anywhere, async (left, right) => {
				const [from = 0, to = 0] = [times[Math.min(left, right)], times[Math.max(left, right)]];
				const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
				const dateRange = route.endsWith('search')
					? { start_time: start, end_time: end }
					: { $gte: start, $lte: end };
				const { json } = await send(emulator, route, { ...body, dateRange });
				const expected = truth.filter((event) => startOf(event) >= from && startOf(event) <= to);
				expect(idsOf(json.events).sort()).toEqual(idsOf(expected).sort());
			}),
			{ numRuns: 20, seed: 1 },
		);
	});
});

describe('The order of events', () => {
	onHosts(serving('search'), () => {
		it('is newest first in a search', async () => {
			const { json } = await send(emulator, 'POST /v1/events/search', {});
			const times = json.events.map(startOf);
			expect(times).toEqual([...times].sort((a, b) => b - a));
		});
	});

	onHosts(serving('export'), () => {
		it('is not chronological in an export, and a new event does not change it', async () => {
			const before = await readAll('POST /events/export', asking(), 400);
			const times = before.map((id) => startOf(truth.find((event) => event.event_id === id) ?? {}));
			expect(times).not.toEqual([...times].sort((a, b) => a - b));
			expect(times).not.toEqual([...times].sort((a, b) => b - a));

			emulator.load([{ event_id: 'newcomer', project_id: PROJECT, start_time: 1 }]);
			const after = await readAll('POST /events/export', asking(), 401);
			emulator.remove('newcomer');
			expect(after.filter((id) => id !== 'newcomer')).toEqual(before);
		});
	});
});

describe('Events without a start_time', () => {
	it('match no date range, and come last in a search', async () => {
		await usingEmulator({ events: 30, distribution: 'timeless' }, async (host) => {
			host.load([{ event_id: 'timed', start_time: '2024-04-03 00:00:00' }]);
			const [from, to] = ['2000-01-01T00:00:00Z', '2030-01-01T00:00:00Z'];
			const dateRange = isServed('search')
				? { start_time: from, end_time: to }
				: { $gte: from, $lte: to };
			expect(idsOf((await read(host, { dateRange })).json.events)).toEqual(['timed']);
			const { events } = (await read(host)).json;
			expect(events).toHaveLength(31);
			if (isServed('search')) expect(events[0]?.event_id).toBe('timed');
		});
	});
});

onHosts(serving('search'), () => {
	describe('The count in an answer', () => {
		it('is the number of returned events on a host that counts those', async () => {
			await usingEmulator(
				{ events: 30, countMeans: 'returned', exportV1Host: 'v2' },
				async (host) => {
					const search = await send(host, 'POST /v1/events/search', { limit: 10 });
					expect(search.json.count).toBe(10);
					const old = await send(host, 'POST /v1/events/export', { limit: 20, page: 2 });
					expect(old.json.count).toBe(10);
				},
			);
		});
	});
});

onHosts(serving('export'), () => {
	describe('Projects', () => {
		it('are listed and found by name on both routes', async () => {
			for (const route of isServed('exportV1')
				? ['GET /projects', 'GET /v1/projects']
				: ['GET /projects']) {
				const all = await send(emulator, route);
				const names = (all.json as unknown as Array<{ name: string }>).map(({ name }) => name);
				expect(names).toEqual([PROJECT, ...OTHER_PROJECTS]);
				const one = await send(emulator, `${route}?name=${encodeURIComponent(OTHER_PROJECTS[0])}`);
				expect(one.json).toMatchObject([{ name: OTHER_PROJECTS[0] }]);
			}
		});

		it('contain only their own events', async () => {
			const { json } = await send(emulator, 'POST /events/export', {
				project: OTHER_PROJECTS[0],
				filters: [],
			});
			expect(json).toEqual({ events: [], totalEvents: 0 });
		});

		onHosts(serving('exportV1'), () => {
			it('are named in the events of /v1/events/export only', async () => {
				const named = await send(emulator, 'POST /v1/events/export', asking({ limit: 3 }));
				expect(named.json.events.map((event) => event.project)).toEqual([
					PROJECT,
					PROJECT,
					PROJECT,
				]);
				const other = await send(emulator, 'POST /events/export', asking({ limit: 1 }));
				expect(other.json.events[0]).not.toHaveProperty('project');
			});
		});
	});
});

describe('Reading a single resource', () => {
	const sessionOf = (type: string): HoneyHiveEvent =>
		truth.find((event) => event.event_type === type) ?? {};

	onHosts(
		({ sessionTrees, generations }) =>
			sessionTrees === 'served' && generations.includes('exportV1'),
		() => {
			it('returns a session as a tree of all its events', async () => {
				const id = sessionOf('model').session_id ?? '';
				for (const route of [`GET /v1/sessions/${id}`, `GET /v1/events/${id}`]) {
					const { json } = await send(emulator, route);
					const seen: string[] = [];
					const walk = (node: HoneyHiveEvent, parent?: string): void => {
						seen.push(node.event_id ?? '');
						expect(node.parent_id).toBe(parent);
						for (const child of node.children as HoneyHiveEvent[]) walk(child, node.event_id);
					};
					walk(json as HoneyHiveEvent);
					const expected = truth.filter((event) => event.session_id === id);
					expect(seen.sort()).toEqual(idsOf(expected).sort());
				}
			});
		},
	);

	onHosts(serving('exportV1'), () => {
		it('returns one event', async () => {
			const event = sessionOf('tool');
			const { json } = await send(emulator, `GET /v1/events/${event.event_id}`);
			expect(json).toEqual({ event });
		});
	});

	onHosts(
		({ sessionTrees, generations }) =>
			sessionTrees === 'served' && generations.includes('exportV1'),
		() => {
			it.each(['GET /v1/events/', 'GET /v1/sessions/'])(
				'%s answers 400 for an invalid ID and 404 for an unknown one',
				async (route) => {
					expect((await send(emulator, `${route}not-a-uuid`)).status).toBe(400);
					const nobody = '00000000-0000-4000-8000-000000000000';
					expect((await send(emulator, route + nobody)).status).toBe(404);
				},
			);
		},
	);

	onHosts(serving('search'), () => {
		it('returns the schema and the metrics', async () => {
			const schema = await send(emulator, 'GET /v1/events/schema');
			expect(schema.json.fields).toEqual(
				expect.arrayContaining([
					{ name: 'config.model', event_type: 'model' },
					{ name: 'event_name', event_type: 'tool' },
				]),
			);
			const metrics = await send(emulator, 'GET /v1/metrics?type=LLM');
			expect(metrics.json).toMatchObject({
				metrics: [{ name: 'Answer Faithfulness' }, { name: 'quality' }],
			});
		});
	});
});

onHosts(serving('search'), () => {
	describe('The parameter evaluation_id', () => {
		it('finds the events of an experiment run', async () => {
			const runs = truth.filter((event) => event.metadata?.run_id === 'run-1');
			const { json } = await send(emulator, 'POST /v1/events/search', { evaluation_id: 'run-1' });
			expect(runs.length).toBeGreaterThan(0);
			expect(idsOf(json.events).sort()).toEqual(idsOf(runs).sort());
		});
	});
});

describe('The record of requests', () => {
	it('has every API request with its body, its status and its connection', async () => {
		emulator.clearRequests();
		await send(emulator, 'GET /v1/metrics?type=x');
		await read(emulator, { limit: 1 });
		await send(emulator, READ, undefined, { raw: 'no json' });
		await send(emulator, 'GET /__emulator/requests');
		expect(emulator.requests).toMatchObject([
			{ method: 'GET', path: '/v1/metrics', query: { type: 'x' }, aborted: false },
			{ method: 'POST', path: READ.split(' ')[1], body: { limit: 1 }, status: 200 },
			{ body: 'no json', status: 400 },
		]);
		for (const { connection } of emulator.requests) expect(connection).toBeGreaterThan(0);
	});
});
