import { send } from '../../contract/client';
import type { HoneyHiveEvent } from '../../emulator';
import { usingEmulator } from '../../support/withEmulator';
import { agentsOf, generate, ofType } from './generated';

const ABSENT = [
	'config',
	'feedback',
	'metrics',
	'user_properties',
	'children_ids',
	'error',
	'parent_id',
];

describe('A session of v2-2026-11', () => {
	it('has exact totals once an event of it is updated, without counting its agent twice', async () => {
		await usingEmulator({ host: 'v2-2026-11', events: 60 }, async (emulator) => {
			const before = [...emulator.events()];
			const agent = agentsOf(before).find(({ metadata }) => metadata?.input_tokens !== undefined);
			const update = await send(emulator, `PUT /v1/events/${agent?.event_id}`, {
				feedback: { rating: 4 },
			});
			expect(update.status).toBe(200);
			const { json } = await send(emulator, `GET /v1/events/${agent?.session_id}`);
			const session = before.filter(({ session_id }) => session_id === agent?.session_id);
			const { metadata } = json.event as HoneyHiveEvent;
			expect(metadata).toMatchObject({
				num_events: session.length - 1,
				num_model_events: ofType(session, 'model').length,
				has_feedback: true,
				prompt_tokens: agent?.metadata?.input_tokens,
				completion_tokens: agent?.metadata?.output_tokens,
			});
			expect(metadata).not.toHaveProperty('cost');
		});
	});

	it('is answered without nulls and empty containers when it was ingested', async () => {
		await usingEmulator({ host: 'v2-2026-11' }, async (emulator) => {
			await send(emulator, 'POST /v1/sessions', { session_name: 'Ingested' });
			const { json } = await send(emulator, 'POST /v1/events/search', {});
			const [session = {}] = json.events;
			expect(session.event_name).toBe('Ingested');
			for (const key of ['inputs', 'outputs', 'metadata']) expect(session[key]).toEqual({});
			for (const key of ABSENT) {
				expect(session).not.toHaveProperty(key);
			}
		});
	});
});

describe('Options of the generated events', () => {
	it('sessionTotals: text and stale leave sessions as they began', () => {
		const text = ofType(generate({ sessionTotals: 'text', events: 50 }), 'session');
		for (const { metadata } of text) expect(metadata).toMatchObject({ num_events: '0', cost: 0 });
		const stale = ofType(generate({ sessionTotals: 'stale', events: 50 }), 'session');
		for (const { metadata } of stale) expect(metadata).toMatchObject({ num_events: 0, cost: 0.1 });
	});

	it('sessionTotals: none stays none when an event is updated', async () => {
		await usingEmulator({ sessionTotals: 'none', events: 20 }, async (emulator) => {
			const [root] = emulator.events();
			await send(emulator, 'PUT /events', { event_id: root?.event_id, feedback: { rating: 1 } });
			const [updated] = emulator.events();
			expect(updated?.feedback).toEqual({ rating: 1 });
			expect(updated?.metadata).not.toHaveProperty('num_events');
		});
	});

	it('sessionTotals: exact has no cost where model events have none', () => {
		const events = generate({ modelCosts: 'none', agentEvents: 'perSession', events: 200 });
		for (const root of ofType(events, 'session')) {
			const models = ofType(events, 'model').filter((event) => event.session_id === root.event_id);
			const sum = models.reduce((all, { metadata }) => all + Number(metadata?.total_tokens), 0);
			expect(root.metadata?.total_tokens).toBe(sum);
			expect(root.metadata).not.toHaveProperty('cost');
		}
	});

	it("agentEvents: perSession repeats tokens under the events' own names", () => {
		const agents = agentsOf(generate({ agentEvents: 'perSession', events: 200 }));
		expect(agents.some(({ metadata }) => Number(metadata?.total_tokens) > 0)).toBe(true);
		for (const { metadata } of agents) expect(metadata).not.toHaveProperty('input_tokens');
	});
});
