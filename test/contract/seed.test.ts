import type { HoneyHiveEvent } from '../emulator';
import { onHosts, serving } from '../support/hostUnderTest';
import { usingEmulator, withFreshEmulator } from '../support/withEmulator';
import { send } from './client';

// The example of the API documentation for POST /events/export, request and response.
const EVENT: HoneyHiveEvent = {
	project_id: 'New Project',
	source: 'playground',
	session_id: 'caf77ace-3417-4da4-944d-f4a0688f3c23',
	event_id: '7f22137a-6911-4ed3-bc36-110f1dde6b66',
	parent_id: 'caf77ace-3417-4da4-944d-f4a0688f3c23',
	event_type: 'model',
	event_name: 'Model Completion',
	config: {
		model: 'gpt-3.5-turbo',
		version: 'v0.1 - Fork',
		provider: 'openai',
		hyperparameters: { temperature: 0, top_p: 1, max_tokens: 1000, stop: [], n: 1 },
		template: [{ role: 'user', content: '{{question}}' }],
		type: 'chat',
	},
	children_ids: [],
	inputs: {
		context: 'Hello world',
		question: 'What is in the context?',
		chat_history: [
			{ role: 'system', content: 'Answer only from the context.' },
			{ role: 'user', content: 'What is in the context?' },
		],
	},
	outputs: { role: 'assistant', content: 'Hello world' },
	error: null,
	start_time: '2024-04-01 22:38:19',
	end_time: '2024-04-01 22:38:19',
	duration: 824.8056,
	metadata: { cost: 0.00008, completion_tokens: 23, prompt_tokens: 35, total_tokens: 58 },
	feedback: {},
	metrics: { 'Answer Faithfulness': 5, 'Number of words': 18 },
	user_properties: { user: 'google-oauth2|111840237613341303366' },
};

const REQUEST = {
	project: 'New Project',
	filters: [{ field: 'event_type', operator: 'is', value: 'model', type: 'string' }],
	dateRange: { $gte: '2024-04-01T22:38:19.000Z', $lte: '2024-04-01T22:38:19.000Z' },
	projections: ['event_id', 'metadata.cost', 'inputs.chat_history.0.content'],
	limit: 123,
	page: 1,
};

const emulator = withFreshEmulator({ events: 200 });

beforeEach(() => {
	emulator.load([EVENT]);
});

onHosts(serving('export'), () => {
	describe("The example of HoneyHive's documentation", () => {
		it('is answered with the shape of the documented response', async () => {
			const { status, json, headers } = await send(emulator, 'POST /events/export', {
				...REQUEST,
				projections: undefined,
			});
			expect(status).toBe(200);
			expect(headers['content-type']).toMatch(/^application\/json/);
			expect(json).toEqual({ events: [EVENT], totalEvents: 1 });
		});

		it('is answered with the projected fields in their original nesting', async () => {
			const { json } = await send(emulator, 'POST /events/export', REQUEST);
			expect(json.events).toEqual([
				{
					event_id: EVENT.event_id,
					metadata: { cost: 0.00008 },
					inputs: { chat_history: [{ content: 'Answer only from the context.' }] },
				},
			]);
		});

		it('has the keys of every generated event', async () => {
			const { json } = await send(emulator, 'POST /events/export', {
				project: 'Demo Project',
				filters: [],
			});
			expect(json.events).toHaveLength(200);
			for (const event of json.events) {
				expect(Object.keys(event).sort()).toEqual(Object.keys(EVENT).sort());
			}
		});

		it('is rejected while its dates are still placeholders', async () => {
			const { status, json } = await send(emulator, 'POST /events/export', {
				...REQUEST,
				dateRange: { $gte: '<string>', $lte: '<string>' },
			});
			expect(status).toBe(400);
			expect(json).toMatchObject({ statusCode: 400, success: false });
			expect(json.message).toContain('dateRange.$gte');
		});

		it('is answered with times as text on a host that writes times as text', async () => {
			await usingEmulator({ events: 20, timeFormat: 'text' }, async (writer) => {
				const { json } = await send(writer, 'POST /events/export', {
					project: 'Demo Project',
					filters: [],
				});
				for (const event of json.events) {
					expect(event.start_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
					expect(event.end_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
				}
			});
		});
	});
});

onHosts(serving('search'), () => {
	it("The example of HoneyHive's documentation is answered with 404 on a V2 host", async () => {
		expect((await send(emulator, 'POST /events/export', REQUEST)).status).toBe(404);
	});
});
