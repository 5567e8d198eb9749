import { GOOD_KEY } from '../emulator';
import { withFreshEmulator } from '../support/withEmulator';
import { isServed } from '../support/hostUnderTest';
import { READ, read, send } from './client';

const emulator = withFreshEmulator({ events: 40 });

/** Calls a control route as another process would, without a key. */
function steer(route: string, body?: unknown, raw?: string): ReturnType<typeof send> {
	return send(emulator, route, body, { key: null, raw });
}

describe("The emulator's control routes", () => {
	it('add one or more faults and clear them', async () => {
		expect(
			(await steer('POST /__emulator/faults', { kind: 'status', status: 500, times: 1 })).status,
		).toBe(204);
		await steer('POST /__emulator/faults', [{ kind: 'status', status: 503, times: 1 }]);
		const seen = [];
		for (let n = 0; n < 3; n++) seen.push((await read(emulator)).status);
		expect(seen).toEqual([500, 503, 200]);
		await steer('POST /__emulator/faults', { kind: 'status', status: 500 });
		await steer('DELETE /__emulator/faults');
		expect((await read(emulator)).status).toBe(200);
	});

	it.each([{ kind: 'flood' }, { kind: 'status' }, { kind: 'gzip', level: 9 }, 'text'])(
		'reject the invalid fault %j',
		async (fault) => {
			expect((await steer('POST /__emulator/faults', fault)).status).toBe(400);
		},
	);

	it('list and clear the recorded API requests, leaving out control requests', async () => {
		await read(emulator, { limit: 1 });
		const { json } = await steer('GET /__emulator/requests');
		expect(json).toMatchObject([
			{
				method: 'POST',
				path: READ.split(' ')[1],
				status: 200,
				headers: { authorization: `Bearer ${GOOD_KEY}` },
				body: expect.objectContaining({ limit: 1 }) as object,
			},
		]);
		await steer('DELETE /__emulator/requests');
		expect((await steer('GET /__emulator/requests')).text).toBe('[]');
		expect(emulator.requests).toHaveLength(0);
	});

	it('load events, return all of them and remove one', async () => {
		await steer('POST /__emulator/events', { event_id: 'a', project_id: 'Loaded' });
		await steer('POST /__emulator/events', [{ event_id: 'b' }, { event_id: 'c' }]);
		const { text, headers } = await steer('GET /__emulator/events');
		expect(headers['content-type']).toBe('application/x-ndjson');
		const events = text
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as unknown);
		expect(events).toEqual([...emulator.events()]);
		expect(events).toHaveLength(43);

		expect((await steer('DELETE /__emulator/events/b')).status).toBe(204);
		expect((await steer('DELETE /__emulator/events/b')).status).toBe(404);
		expect([...emulator.events()]).toHaveLength(42);
		const filters = [{ field: 'event_id', operator: 'is', value: 'a', type: 'string' }];
		const project = isServed('export') ? { project: 'Loaded' } : {};
		const { json } = await read(emulator, { ...project, filters });
		expect(json.events).toEqual([{ event_id: 'a', project_id: 'Loaded' }]);
	});

	it('load the NDJSON that they returned and keep every event the same', async () => {
		const { text } = await steer('GET /__emulator/events');
		const before = [...emulator.events()];
		await steer('POST /__emulator/events', undefined, text);
		const byId = new Map([...emulator.events()].map((event) => [event.event_id, event]));
		expect(byId.size).toBe(40);
		for (const event of before) expect(byId.get(event.event_id)).toEqual(event);
	});

	it('answer 404 for any other route', async () => {
		expect((await steer('GET /__emulator/')).status).toBe(404);
		expect((await steer('POST /__emulator/events', undefined, 'no json')).status).toBe(400);
	});
});
