import { HoneyHive } from 'honeyhive';

import { GOOD_KEY, INGESTION_KEY, READ_ONLY_KEY, type HoneyHiveEvent } from '../emulator';
import { exportEvents } from '../support/exporting';
import { generations, hostSettings, onHosts, serving } from '../support/hostUnderTest';
import { withEmulator } from '../support/withEmulator';
import { PROJECT, READ, read, send, smallest } from './client';

const emulator = withEmulator({ events: 20 });

const changes = {
	metrics: { helpfulness: 0.9, helpfulness_explanation: 'It answers', 'v1.2 score': true },
	feedback: { rating: 5 },
	metadata: { ticket: 'A-12' },
	user_properties: { plan: 'free' },
	config: { reviewed: true },
	outputs: { content: 'replaced' },
};

let eventId = '';

beforeEach(() => {
	eventId = [...emulator.events()][3]?.event_id ?? '';
});

async function find(): Promise<HoneyHiveEvent | undefined> {
	const filters = [{ field: 'event_id', operator: 'is', value: eventId, type: 'string' }];
	return (await read(emulator, { filters })).json.events[0];
}

async function updateWithNode(generation: (typeof generations)[number]): Promise<void> {
	const run = await exportEvents(emulator, generation, {
		resource: 'event',
		operation: 'update',
		eventId,
		updateType: 'json',
		updatesJson: JSON.stringify(changes),
	});
	expect(run.error).toBeUndefined();
}

function sdk(): HoneyHive {
	return new HoneyHive({ bearerAuth: GOOD_KEY, serverURL: emulator.url });
}

// V2 hosts still have this route of the SDK, as deprecated.
describe('Updating an event with the official SDK', () => {
	it('writes what the host then returns', async () => {
		const { user_properties: userProperties, ...rest } = changes;
		await sdk().events.updateEvent({ eventId, ...rest, userProperties });
		expect(await find()).toMatchObject({ ...changes, outputs: changes.outputs });
	});

	it.each(generations.filter((generation) => generation !== 'search'))(
		'sends the same request as the node over %s',
		async (generation) => {
			const { user_properties: userProperties, ...rest } = changes;
			await sdk().events.updateEvent({ eventId, ...rest, userProperties });
			await updateWithNode(generation);

			const sent = emulator.requests.map(({ method, path, body }) => ({ method, path, body }));
			expect(sent).toEqual([sent[0], sent[0]]);
		},
	);
});

onHosts(serving('export'), () => {
	it('The official SDK reads what the node has written', async () => {
		await updateWithNode('export');
		const { events = [] } = await sdk().events.getEvents({
			project: PROJECT,
			filters: [{ field: 'event_id', operator: 'is', value: eventId, type: 'string' }],
		});
		const { user_properties: userProperties, outputs, ...merged } = changes;
		expect(events).toMatchObject([{ eventId, ...merged, userProperties }]);
		expect(events[0]?.outputs).toEqual(outputs);
	});
});

describe('PUT of an event', () => {
	const routes = [
		['PUT /events', () => ({ event_id: eventId })],
		...(generations.includes('search') ? [['PUT /v1/events/{id}', () => ({})] as const] : []),
	] as const;

	async function put(route: string, body: object, key = GOOD_KEY) {
		return await send(emulator, route.replace('{id}', eventId), body, { key });
	}

	it.each(routes)(
		'%s keeps outputs that are null, and children that are empty',
		async (route, id) => {
			const before = await find();
			const { status } = await put(route, { ...id(), outputs: null, children_ids: [] });
			expect(status).toBe(200);
			expect(await find()).toEqual(before);
		},
	);

	it.each(routes)('%s ignores fields that cannot be changed', async (route, id) => {
		const before = await find();
		const { status } = await put(route, { ...id(), inputs: { a: 1 }, event_name: 'other' });
		expect(status).toBe(200);
		expect(await find()).toEqual(before);
	});

	it.each(routes)('%s refuses fields of another type', async (route, id) => {
		for (const change of [{ metrics: 1 }, { feedback: [5] }, { outputs: 'text' }]) {
			expect((await put(route, { ...id(), ...change })).status).toBe(400);
		}
	});

	it.each(routes)('%s needs a key that may write, and no more', async (route, id) => {
		const rejected = hostSettings.rejectedKeyStatus === 404 ? 404 : 403;
		expect((await put(route, { ...id(), metrics: { a: 1 } }, READ_ONLY_KEY)).status).toBe(rejected);
		expect((await put(route, { ...id(), metrics: { a: 2 } }, INGESTION_KEY)).status).toBe(200);
		expect((await find())?.metrics).toMatchObject({ a: 2 });
		const reading = async (key: string) => (await send(emulator, READ, smallest, { key })).status;
		expect(await reading(READ_ONLY_KEY)).toBe(200);
		expect(await reading(INGESTION_KEY)).toBe(rejected);
	});
});
