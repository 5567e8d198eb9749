import * as fc from 'fast-check';
import { OTHER_PROJECTS, type HoneyHiveEvent } from '../emulator';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { asking, idsOf, PROJECT, send } from './client';

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

const READS: Array<[string, object]> = [
	['POST /events/export', asking()],
	['POST /v1/events/export', asking()],
	['POST /v1/events/search', {}],
];

describe.each(READS)('Reading %s page by page', (route, body) => {
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
		expect(json.totalEvents ?? json.count).toBe(400);
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
	it('is newest first in a search', async () => {
		const { json } = await send(emulator, 'POST /v1/events/search', {});
		const times = json.events.map(startOf);
		expect(times).toEqual([...times].sort((a, b) => b - a));
	});

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

describe('Events without a start_time', () => {
	it('match no date range, and come last in a search', async () => {
		await usingEmulator({ events: 30, distribution: 'timeless' }, async (host) => {
			host.load([{ event_id: 'timed', start_time: '2024-04-03 00:00:00' }]);
			const search = await send(host, 'POST /v1/events/search', {});
			expect(search.json.events).toHaveLength(31);
			expect(search.json.events[0]?.event_id).toBe('timed');
			expect(search.json.events[1]).not.toHaveProperty('start_time');
			const dateRange = { $gte: '2000-01-01', $lte: '2030-01-01' };
			const ranged = await send(host, 'POST /events/export', asking({ dateRange }));
			expect(idsOf(ranged.json.events)).toEqual(['timed']);
		});
	});
});

describe('The count in an answer', () => {
	it('is the number of returned events on a host that counts those', async () => {
		await usingEmulator(
			{ events: 30, countMeans: 'returned', exportV1Host: 'v2' },
			async (host) => {
				const search = await send(host, 'POST /v1/events/search', { limit: 10 });
				expect(search.json.count).toBe(10);
				const old = await send(host, 'POST /v1/events/export', { limit: 20, page: 2 });
				expect(old.json.count).toBe(10);
				const first = await send(host, 'POST /events/export', asking({ limit: 10 }));
				expect(first.json.totalEvents).toBe(30);
			},
		);
	});
});

describe('Projects', () => {
	it('are listed and found by name on both routes', async () => {
		for (const route of ['GET /projects', 'GET /v1/projects']) {
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

	it('are named in the events of /v1/events/export only', async () => {
		const named = await send(emulator, 'POST /v1/events/export', asking({ limit: 3 }));
		expect(named.json.events.map((event) => event.project)).toEqual([PROJECT, PROJECT, PROJECT]);
		const other = await send(emulator, 'POST /events/export', asking({ limit: 1 }));
		expect(other.json.events[0]).not.toHaveProperty('project');
	});
});

describe('Reading a single resource', () => {
	const sessionOf = (type: string): HoneyHiveEvent =>
		truth.find((event) => event.event_type === type) ?? {};

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

	it('returns one event', async () => {
		const event = sessionOf('tool');
		const { json } = await send(emulator, `GET /v1/events/${event.event_id}`);
		expect(json).toEqual({ event });
	});

	it.each(['GET /v1/events/', 'GET /v1/sessions/'])(
		'%s answers 400 for an invalid ID and 404 for an unknown one',
		async (route) => {
			expect((await send(emulator, `${route}not-a-uuid`)).status).toBe(400);
			const nobody = '00000000-0000-4000-8000-000000000000';
			expect((await send(emulator, route + nobody)).status).toBe(404);
		},
	);

	it('returns the schema and the metrics', async () => {
		const schema = await send(emulator, 'GET /v1/events/schema');
		expect(schema.json.fields).toEqual(
			expect.arrayContaining([
				{ name: 'metadata.cost', event_type: 'model' },
				{ name: 'event_name', event_type: 'tool' },
			]),
		);
		const metrics = await send(emulator, 'GET /v1/metrics?type=LLM');
		expect(metrics.json).toMatchObject([{ name: 'Answer Faithfulness' }, { name: 'quality' }]);
		expect((await send(emulator, 'GET /metrics')).status).toBe(400);
	});
});

describe('The parameter evaluation_id', () => {
	it('finds the events of an experiment run', async () => {
		const runs = truth.filter((event) => event.metadata?.run_id === 'run-1');
		const { json } = await send(emulator, 'POST /v1/events/search', { evaluation_id: 'run-1' });
		expect(runs.length).toBeGreaterThan(0);
		expect(idsOf(json.events).sort()).toEqual(idsOf(runs).sort());
	});
});

describe('The record of requests', () => {
	it('has every API request with its body, its status and its connection', async () => {
		emulator.clearRequests();
		await send(emulator, 'GET /projects?name=x');
		await send(emulator, 'POST /events/export', asking({ limit: 1 }));
		await send(emulator, 'POST /events/export', undefined, { raw: 'no json' });
		await send(emulator, 'GET /__emulator/requests');
		expect(emulator.requests).toMatchObject([
			{ method: 'GET', path: '/projects', query: { name: 'x' }, status: 200, aborted: false },
			{ method: 'POST', path: '/events/export', body: asking({ limit: 1 }), status: 200 },
			{ body: 'no json', status: 400 },
		]);
		for (const { connection } of emulator.requests) expect(connection).toBeGreaterThan(0);
	});
});
