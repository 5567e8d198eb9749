import type { INodeParameters } from 'n8n-workflow';

import type { Emulator, EmulatorOptions, Generation, HoneyHiveEvent } from '../../emulator';
import type { FinishedRun } from '../../support/engine';
import { demoProject, eventsOf, exportEvents } from '../../support/exporting';
import {
	generations,
	isServed,
	onHosts,
	serving,
	usualGeneration,
} from '../../support/hostUnderTest';
import { tokensIn } from '../../support/tokens';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

async function get(
	emulator: Emulator,
	generation: Generation,
	parameters: INodeParameters,
): Promise<FinishedRun> {
	const chosen = { resource: 'event', operation: 'get', ...parameters };
	return await exportEvents(emulator, generation, chosen);
}

describe('Event → Get', () => {
	const emulator = withEmulator({ events: 60 });
	let model: HoneyHiveEvent;
	let session: HoneyHiveEvent;

	beforeAll(() => {
		const ofType = (type: string) =>
			[...emulator.events()].find(({ event_type }) => event_type === type) ?? {};
		[model, session] = [ofType('model'), ofType('session')];
	});

	describe.each(generations)('over %s', (generation) => {
		it('returns the event unchanged', async () => {
			const run = await get(emulator, generation, { eventId: ` ${model.event_id} ` });

			expect(run.error).toBeUndefined();
			expect(run.items).toEqual([
				{ json: expect.objectContaining(model), pairedItem: { item: 0 } },
			]);
		});

		it('takes the ID from a link of the app', async () => {
			const eventId = `https://app.us.honeyhive.ai/p/abc/traces/completions?event=${model.event_id}`;
			const run = await get(emulator, generation, { eventId });
			expect(eventsOf(run)).toMatchObject([{ event_id: model.event_id }]);
		});

		it('returns the event of a session without its children', async () => {
			const run = await get(emulator, generation, { eventId: String(session.event_id) });

			const { error, parent_id, ...rest } = session;
			expect(error ?? parent_id ?? null).toBeNull();
			expect(eventsOf(run)).toEqual([expect.objectContaining(rest)]);
			expect(eventsOf(run)[0]).not.toHaveProperty('children');
		});

		it('returns only the selected fields', async () => {
			const run = await get(emulator, generation, {
				eventId: String(model.event_id),
				output: 'selected',
				fields: ['event_name'],
				options: { customFields: ['config.provider'] },
			});

			expect(eventsOf(run)).toEqual([
				{
					event_id: model.event_id,
					event_name: model.event_name,
					config: { provider: model.config?.provider },
				},
			]);
		});

		it('returns the simplified event', async () => {
			const parameters = { eventId: String(model.event_id), output: 'simplified' };
			const run = await get(emulator, generation, parameters);
			expect(eventsOf(run)[0]).toMatchObject({
				cost: model.metadata?.cost ?? null,
				total_tokens: tokensIn(model.metadata),
			});
		});

		it.each(['99999999-9999-4999-8999-999999999999', 'nobody'])(
			'reports that there is no event %s',
			async (eventId) => {
				const run = await get(emulator, generation, { eventId });

				const where =
					generation === 'search' ? 'the project of the API key' : "project 'Demo Project'";
				expect(run.error?.message).toBe(
					`Event '${eventId}' could not be found in ${where} [item 0]`,
				);
				expect(run.error?.description).toBe(
					'Check the ID and the project. An event becomes visible some time after it was sent.',
				);
			},
		);

		it("passes on HoneyHive's reason for a refusal", async () => {
			emulator.addFault({ kind: 'status', status: 403 });
			const run = await get(emulator, generation, { eventId: String(model.event_id) });
			expect(run.error?.message).toMatch(/^The API key lacks permission .*\(HTTP 403\)/);
			expect(emulator.requests).toHaveLength(1);
		});

		it('retries after a temporary failure', async () => {
			emulator.addFault({ kind: 'status', status: 503, times: 1 });
			const run = await get(emulator, generation, { eventId: String(model.event_id) });
			expect(run.items).toHaveLength(1);
		});
	});

	it.each(
		(
			[
				['export', [], ['POST /events/export']],
				['exportV1', [], ['GET /v1/events/{id}']],
				// API 1.1.0 expects the ID of a session, and there is none with this ID.
				['exportV1', [404], ['GET /v1/events/{id}', 'POST /v1/events/export']],
				['search', [], ['GET /v1/events/{id}']],
				['search', [400], ['GET /v1/events/{id}', 'POST /v1/events/search']],
			] as const
		).filter(([generation]) => isServed(generation)),
	)('requests from %s only the one event (%j)', async (generation, statuses, expected) => {
		for (const status of statuses) {
			emulator.addFault({ kind: 'status', status, route: 'GET /v1/events/{id}' });
		}
		const id = String(model.event_id);
		const run = await get(emulator, generation, { eventId: id });

		expect(eventsOf(run)).toEqual([expect.objectContaining(model)]);
		const { requests } = emulator;
		expect(requests.map(({ method, path }) => `${method} ${path}`.replace(id, '{id}'))).toEqual(
			expected,
		);
		if (expected.some((route) => route.startsWith('POST'))) {
			expect(requests.at(-1)?.body).toMatchObject({ limit: 1, page: 1 });
		}
	});

	it('sends one request to a V1 deployment of the v2 data plane', async () => {
		const v2: EmulatorOptions = {
			events: 20,
			generations: ['exportV1'],
			exportV1Host: 'v2',
		};
		await usingEmulator(v2, async (host) => {
			const [first] = host.events();
			const run = await get(host, 'exportV1', { eventId: String(first?.event_id) });
			expect(eventsOf(run)).toEqual([first]);
			expect(host.requests).toHaveLength(1);
		});
	});

	onHosts(serving('search'), () => {
		it.each(['{"event": {"event_id": "another"}}', 'null', '[]', '{}'])(
			'falls back to the events route when the event route answers %s',
			async (body) => {
				emulator.addFault({ kind: 'replaceBody', body, route: 'GET /v1/events/{id}' });
				const run = await get(emulator, 'search', { eventId: String(model.event_id) });
				expect(eventsOf(run)).toEqual([model]);
			},
		);
	});

	onHosts(serving('exportV1'), () => {
		it.each(generations.filter((generation) => generation !== 'export'))(
			'reports a key that is not accepted over %s when every route answers 404, after two requests',
			async (generation) => {
				emulator.addFault({ kind: 'status', status: 404 });
				const run = await get(emulator, generation, { eventId: String(model.event_id) });

				expect(run.error?.message).toMatch(
					/^HoneyHive found nothing .+ or does not accept the API key \(HTTP 404\)/,
				);
				expect(emulator.requests).toHaveLength(2);
			},
		);
	});

	it('does not return an event with another ID', async () => {
		emulator.addFault({ kind: 'replaceBody', body: '{"events": [{"event_id": "another"}]}' });
		const run = await get(emulator, usualGeneration, { eventId: String(model.event_id) });
		expect(run.error?.message).toMatch(/^Event '.*' could not be found in /);
	});

	it.each([
		['  ', "'Event ID' is empty [item 0]"],
		['={{ $json.nope }}', "'Event ID' is empty [item 0]"],
		['..', "'Event ID' is '..', which cannot be an ID [item 0]"],
		['../projects', "'Event ID' is '../projects', which cannot be an ID [item 0]"],
		['a?b', "'Event ID' is 'a?b', which cannot be an ID [item 0]"],
		['a b', "'Event ID' is 'a b', which cannot be an ID [item 0]"],
	])('rejects the ID %j', async (eventId, message) => {
		const run = await get(emulator, usualGeneration, { eventId });

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBe(
			'Enter only the ID, as in the field event_id of an event, e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66.',
		);
		expect(emulator.requests).toHaveLength(0);
	});

	it('requires a project for the key of an organization', async () => {
		const run = await get(emulator, 'exportV1', {
			eventId: String(model.event_id),
			project: { ...demoProject, value: '={{ "" }}' },
		});
		expect(run.error?.message).toBe("'Project' is empty [item 0]");
	});
});
