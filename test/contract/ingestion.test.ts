import type { HoneyHiveEvent } from '../emulator';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { hostSettings, isServed, onHosts, serving } from '../support/hostUnderTest';
import { PROJECT, read, send } from './client';

const emulator = withEmulator();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const EVENT = {
	project: PROJECT,
	source: 'test',
	event_type: 'model',
	event_name: 'completion',
	config: {},
	inputs: { prompt: 'hello' },
	duration: 1500,
};

async function find(id: unknown): Promise<unknown> {
	const filters = [{ field: 'event_id', operator: 'is', value: id, type: 'string' }];
	return (await read(emulator, { filters })).json.events[0];
}

describe('Ingestion', () => {
	it('fills in the missing fields of an event sent as an object', async () => {
		const { status, json } = await send(emulator, 'POST /events', {
			event: { ...EVENT, start_time: 1_700_000_000_000 },
		});
		expect(status).toBe(200);
		expect(json).toEqual({ event_id: expect.stringMatching(UUID) as string, success: true });
		const read = (await find(json.event_id)) as { session_id: string };
		expect(read).toMatchObject({
			project_id: PROJECT,
			parent_id: read.session_id,
			start_time: 1_700_000_000_000,
			end_time: 1_700_000_001_500,
			...(hostSettings.nullFields !== 'none' && { error: null }),
			...(hostSettings.emptyContainers === 'kept' && { children_ids: [] }),
		});
		expect(read.session_id).toMatch(UUID);
	});

	it('requires only a type and inputs of an event sent as JSON-encoded text', async () => {
		const event = JSON.stringify({ event_type: 'tool', inputs: {} });
		const { json } = await send(emulator, 'POST /events', { event });
		expect(await find(json.event_id)).toMatchObject({
			event_name: 'unknown',
			source: 'unknown',
			project_id: PROJECT,
			start_time: expect.any(Number) as number,
		});
	});

	onHosts(serving('search'), () => {
		it('accepts an event as the whole body, and rejects unknown keys in it', async () => {
			const bare = { event_type: 'chain', inputs: {}, metadata: { cost: 1 } };
			const { json } = await send(emulator, 'POST /v1/events', bare);
			expect(await find(json.event_id)).toMatchObject({
				event_type: 'chain',
				metadata: { cost: 1 },
			});
			const refused = await send(emulator, 'POST /v1/events', { ...bare, project: PROJECT });
			expect(refused.status).toBe(400);
			expect(refused.json.message).toContain('project');
		});
	});

	it.each(
		[
			['POST /events', { event: { ...EVENT, inputs: undefined } }, 'inputs'],
			['POST /events', { event: { ...EVENT, duration: undefined } }, 'duration'],
			['POST /events', { event: { ...EVENT, event_type: 'session' } }, 'event_type'],
			['POST /events', { event: { ...EVENT, start_time: 'now' } }, 'start_time'],
			['POST /events', { event: '{"event_type":' }, 'event'],
			['POST /events', { event: '{"event_type":"model"}' }, 'inputs'],
			['POST /events', {}, 'event'],
			['POST /v1/events', { inputs: {} }, 'event_type'],
			['POST /v1/events', { event_type: 'other', inputs: {} }, 'event_type'],
			['PUT /events', { metadata: {} }, 'event_id'],
			['PUT /events', { event_id: 'nobody' }, 'nobody'],
			['POST /session/start', { session: { project: PROJECT, source: 'x' } }, 'session_name'],
			['POST /session/start', {}, 'session'],
			['POST /events/batch', { events: {} }, 'events'],
			['POST /events/batch', { events: [{ inputs: 1 }] }, 'events.0.inputs'],
			['POST /v1/events/batch', { events: [{ event_type: 'model' }] }, 'events.0.inputs'],
			['POST /v1/events/batch', { events: [], is_single_session: true }, 'is_single_session'],
			['POST /events/model', { model_event: { model: 'x' } }, 'project'],
		].filter(([route]) => isServed('search') || !String(route).includes('/v1/')) as Array<
			[string, object, string]
		>,
	)('%s rejects %j', async (route, body, key) => {
		const { status, json } = await send(emulator, route, body);
		expect(status).toBe(400);
		expect(json).toMatchObject({ statusCode: 400, success: false });
		expect(json.message).toContain(key);
	});
});

describe('Updating an event', () => {
	onHosts(serving('search'), () => {
		it('merges objects, replaces outputs and keeps all other fields', async () => {
			const sent = {
				event_type: 'model',
				inputs: { a: 1 },
				outputs: { old: true },
				metadata: { cost: 1, kept: true },
			};
			const { json } = await send(emulator, 'POST /v1/events', sent);
			const change = { metadata: { cost: 2 }, outputs: { fresh: true }, feedback: { rating: 4 } };
			expect((await send(emulator, `PUT /v1/events/${String(json.event_id)}`, change)).status).toBe(
				200,
			);
			expect(await find(json.event_id)).toMatchObject({
				inputs: { a: 1 },
				outputs: { fresh: true },
				metadata: { cost: 2, kept: true },
				feedback: { rating: 4 },
			});
			expect(await find(json.event_id)).not.toHaveProperty('outputs.old');
		});
	});

	it('keeps the place of a generated event in the order', async () => {
		await usingEmulator({ events: 10 }, async (host) => {
			const before = (await read(host)).json.events;
			const id = before[4]?.event_id;
			await send(host, 'PUT /events', { event_id: id, metrics: { checked: 1 } });
			const after = (await read(host)).json.events;
			expect(after.map((event) => event.event_id)).toEqual(before.map((event) => event.event_id));
			expect(after[4]?.metrics).toMatchObject({ checked: 1 });
		});
	});
});

onHosts(serving('search'), () => {
	describe('Starting a session', () => {
		it('returns the whole session, and the same one when it is started twice', async () => {
			const session_id = '9c5f2a1e-7a55-4c59-9a0b-3d7f1f0f9a11';
			const first = await send(emulator, 'POST /v1/sessions', {
				session_id,
				session_name: 'Chat',
				start_time: 'not a number',
				metadata: { a: 1 },
			});
			expect(first.json).toMatchObject({
				session_id,
				event_id: session_id,
				event_type: 'session',
				event_name: 'Chat',
				...(hostSettings.nullFields === 'errorAndParent' && { parent_id: null }),
				start_time: expect.any(Number) as number,
				org_id: expect.any(String) as string,
			});
			const second = await send(emulator, 'POST /session/start', {
				session: JSON.stringify({ session_id, metadata: { b: 2 } }),
			});
			expect(second.json).toMatchObject({ event_name: 'Chat', metadata: { a: 1, b: 2 } });
		});

		it('replaces a session ID that is not a UUID', async () => {
			const { json } = await send(emulator, 'POST /v1/sessions', { session_id: 'mine' });
			expect(json.session_id).toMatch(UUID);
			expect(json).toMatchObject({ event_name: 'unknown', source: 'unknown' });
		});
	});
});

describe('Creating a batch of events', () => {
	it('creates the valid events and reports the invalid ones', async () => {
		const { status, json } = await send(emulator, 'POST /events/batch', {
			events: [EVENT, { ...EVENT, inputs: undefined }, { ...EVENT, source: undefined }],
		});
		expect(status).toBe(500);
		expect(json).toMatchObject({
			event_ids: [expect.stringMatching(UUID)],
			errors: [
				'Could not create event due to missing inputs',
				'Could not create event due to missing source',
			],
		});
	});

	onHosts(serving('search'), () => {
		it('creates the session that its events share', async () => {
			const { json } = await send(emulator, 'POST /v1/events/batch', {
				single_session: true,
				session_properties: { session_name: 'One' },
				events: [
					{ event_type: 'model', inputs: {} },
					{ event_type: 'tool', inputs: {} },
				],
			});
			const session = (await find(json.session_id)) as HoneyHiveEvent;
			expect(session).toMatchObject({
				event_name: 'One',
				metadata: { num_events: 2, num_model_events: 1, has_feedback: false },
			});
		});
	});

	it('creates model events', async () => {
		const { json } = await send(emulator, 'POST /events/model/batch', {
			model_events: [{ project: PROJECT, inputs: { prompt: 'hi' } }],
		});
		const [id] = json.event_ids as string[];
		expect(await find(id)).toMatchObject({ event_type: 'model', inputs: { prompt: 'hi' } });
	});
});
