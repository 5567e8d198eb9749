import Ajv from 'ajv';
import { HoneyHive } from 'honeyhive';
import { GOOD_KEY, type HostName } from '../emulator';
import { withEmulator } from '../support/withEmulator';
import { asking, idsOf, PROJECT, send } from './client';
import { EVENTS_ANSWER } from './v2Schema';

const isEventsAnswer = new Ajv({ allowUnionTypes: true }).compile(EVENTS_ANSWER);

const READS = [
	['v1-2024', 'POST /events/export', asking()],
	['v1-2025', 'POST /events/export', asking()],
	['v1-2025', 'POST /v1/events/export', asking()],
	['v2-2026-05', 'POST /v1/events/search', {}],
	['v2-2026-05', 'POST /v1/events/export', {}],
	['v2-2026-11', 'POST /v1/events/search', {}],
	['v2-2026-11', 'POST /v1/events/export', {}],
] as const satisfies ReadonlyArray<readonly [HostName, string, object]>;

describe.each(READS)('%s: %s', (host, route, body) => {
	const emulator = withEmulator({ host, events: 400, seed: 5 });

	it('returns every event once, page by page', async () => {
		const everything = idsOf([...emulator.events()]).sort();
		const ids: string[] = [];
		for (let page = 1; page <= 5; page++) {
			const { status, json } = await send(emulator, route, { ...body, limit: 100, page });
			expect(status).toBe(200);
			expect(json.events).toHaveLength(page <= 4 ? 100 : 0);
			ids.push(...idsOf(json.events));
		}
		expect(ids.sort()).toEqual(everything);
	});

	it('filters by what its events have', async () => {
		const filters = [
			{ field: 'event_type', operator: 'is', value: 'model', type: 'string' },
			{ field: 'duration', operator: 'greater than', value: '3000', type: 'number' },
		];
		const { json } = await send(emulator, route, { ...body, filters });
		const expected = [...emulator.events()].filter(
			(event) => event.event_type === 'model' && (event.duration ?? 0) > 3_000,
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(idsOf(json.events).sort()).toEqual(idsOf(expected).sort());
	});
});

describe.each(['v1-2024', 'v1-2025'] as const)('The official SDK on %s', (host) => {
	const emulator = withEmulator({ host, events: 500, seed: 11 });

	it('accepts every event, the metrics, the projects and a session', async () => {
		const sdk = new HoneyHive({ bearerAuth: GOOD_KEY, serverURL: emulator.url });
		const { events = [], totalEvents } = await sdk.events.getEvents({
			project: PROJECT,
			filters: [],
		});
		expect(events).toHaveLength(500);
		expect(totalEvents).toBe(500);
		expect((await sdk.metrics.getMetrics(PROJECT)).length).toBeGreaterThan(0);
		expect((await sdk.projects.getProjects(PROJECT)).map(({ name }) => name)).toEqual([PROJECT]);
		const root = events.find((event) => event.parentId === null);
		expect(await sdk.session.getSession(root?.sessionId ?? '')).toMatchObject({
			eventId: root?.eventId,
		});
	});
});

describe.each(['v2-2026-05', 'v2-2026-11'] as const)('The OpenAPI document on %s', (host) => {
	const emulator = withEmulator({ host, events: 500, seed: 11 });

	it.each(['POST /v1/events/search', 'POST /v1/events/export'])(
		'accepts every event of %s, also when it was ingested or updated',
		async (route) => {
			const [, event] = emulator.events();
			await send(emulator, 'POST /v1/events', { event_type: 'tool', inputs: {} });
			await send(emulator, 'POST /v1/sessions', {});
			await send(emulator, `PUT /v1/events/${event?.event_id}`, { metrics: { score: 1 } });
			emulator.addFault({ kind: 'insert', events: 3, times: 1 });
			for (const page of [1, 2]) {
				const { json } = await send(emulator, route, { limit: 1_000, page });
				expect(isEventsAnswer(json) ? [] : isEventsAnswer.errors).toEqual([]);
				if (page === 1) expect(json.events.length).toBeGreaterThanOrEqual(502);
			}
			const { json } = await send(emulator, route, { limit: 1_000 });
			expect(json.events.some(({ event_name }) => event_name?.startsWith('Newcomer'))).toBe(true);
			expect(isEventsAnswer(json) ? [] : isEventsAnswer.errors).toEqual([]);
		},
	);

	it('accepts a single event', async () => {
		for (const event of [...emulator.events()].slice(0, 20)) {
			const { json } = await send(emulator, `GET /v1/events/${event.event_id}`);
			expect(json).toEqual({ event });
			const answer = { events: [json.event], count: 1 };
			expect(isEventsAnswer(answer) ? [] : isEventsAnswer.errors).toEqual([]);
		}
	});
});

describe('A projection on v2-2026-11', () => {
	const emulator = withEmulator({ host: 'v2-2026-11', events: 100 });

	it('leaves out what the events do not have', async () => {
		const projections = ['event_id', 'parent_id', 'error', 'metrics', 'metadata.input_tokens'];
		const { json } = await send(emulator, 'POST /v1/events/export', { projections });
		const truth = new Map([...emulator.events()].map((event) => [event.event_id, event]));
		expect(json.events).toHaveLength(100);
		for (const event of json.events) {
			const whole = truth.get(event.event_id) ?? {};
			for (const key of ['parent_id', 'error', 'metrics']) expect(event[key]).toEqual(whole[key]);
			expect(event.metadata?.input_tokens).toEqual(whole.metadata?.input_tokens);
			expect(Object.values(event)).not.toContain(null);
		}
	});
});
