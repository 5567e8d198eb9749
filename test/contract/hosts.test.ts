import Ajv from 'ajv';

import { hostSettings, onHosts } from '../support/hostUnderTest';
import { withEmulator } from '../support/withEmulator';
import { idsOf, read, reads, send, type Reply } from './client';
import { EVENT, EVENT_ANSWER, EVENTS_ANSWER, METRICS_ANSWER, SCHEMA_ANSWER } from './v2Schema';

const ajv = new Ajv({ allowUnionTypes: true });

describe.each(reads)('%s', (route, body) => {
	const emulator = withEmulator({ events: 400, seed: 5 });

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

/** Checks an answer against HoneyHive's OpenAPI document. */
function expectDocumented({ status, json }: Reply, answer: object): void {
	expect(status).toBe(200);
	const isDocumented = ajv.compile(answer);
	expect(isDocumented(json) ? [] : isDocumented.errors).toEqual([]);
}

onHosts(
	({ exportV1Host }) => exportV1Host === 'v2',
	() => {
		describe('The OpenAPI document of V2', () => {
			const emulator = withEmulator({ events: 500, seed: 11 });

			/** Ingests, updates and inserts, so that answers hold events of every origin. */
			beforeEach(async () => {
				const [, event] = emulator.events();
				await send(emulator, 'POST /v1/events', { event_type: 'tool', inputs: {} });
				await send(emulator, 'POST /v1/events', { event_type: 'tool', inputs: {}, error: null });
				await send(emulator, 'POST /v1/sessions', {});
				await send(emulator, `PUT /v1/events/${event?.event_id}`, { metrics: { score: 1 } });
				emulator.addFault({ kind: 'insert', events: 3, times: 1 });
				await read(emulator);
			});

			it.each(reads)('accepts every event of %s', async (route) => {
				for (const page of [1, 2]) {
					const reply = await send(emulator, route, { limit: 400, page });
					expectDocumented(reply, EVENTS_ANSWER);
					expect(reply.json.events.length).toBeGreaterThanOrEqual(100);
				}
			});

			it('accepts a projection of every event', async () => {
				const projections = [...Object.keys(EVENT.properties), 'metadata.cost', 'config.model'];
				const body = { projections, limit: 1_000 };
				expectDocumented(await send(emulator, 'POST /v1/events/export', body), EVENTS_ANSWER);
			});

			it('accepts each event on its own', async () => {
				const events = [...emulator.events()];
				for (const { event_id } of [...events.slice(0, 20), ...events.slice(-8)]) {
					expectDocumented(await send(emulator, `GET /v1/events/${event_id}`), EVENT_ANSWER);
				}
			});

			it('accepts the fields and the metrics', async () => {
				expectDocumented(await send(emulator, 'GET /v1/events/schema'), SCHEMA_ANSWER);
				expectDocumented(await send(emulator, 'GET /v1/metrics'), METRICS_ANSWER);
			});

			it('finds an error that is null only where HoneyHive writes it so', async () => {
				const { json } = await read(emulator, { limit: 1_000 });
				const errors = json.events.map(({ error }) => error);
				expect(errors.includes(null)).toBe(hostSettings.nullFields !== 'none');
			});
		});
	},
);

onHosts(
	({ nullFields }) => nullFields === 'none',
	() => {
		describe('A projection', () => {
			const emulator = withEmulator({ events: 100 });

			it('leaves out what the events do not have', async () => {
				const projections = ['event_id', 'parent_id', 'error', 'metrics', 'metadata.input_tokens'];
				const { json } = await send(emulator, 'POST /v1/events/export', { projections });
				const truth = new Map([...emulator.events()].map((event) => [event.event_id, event]));
				expect(json.events).toHaveLength(100);
				for (const event of json.events) {
					const whole = truth.get(event.event_id) ?? {};
					for (const key of ['parent_id', 'error', 'metrics'])
						expect(event[key]).toEqual(whole[key]);
					expect(event.metadata?.input_tokens).toEqual(whole.metadata?.input_tokens);
					expect(Object.values(event)).not.toContain(null);
				}
			});
		});
	},
);
