import { HoneyHive } from 'honeyhive';
import { FORBIDDEN_KEY, GOOD_KEY } from '../emulator';
import { hostSettings, onHosts, serving } from '../support/hostUnderTest';
import { withEmulator } from '../support/withEmulator';
import { PROJECT } from './client';

// HoneyHive's own SDK validates every answer with its own schemas, so that it rejects what the real
// API would not send.
const emulator = withEmulator({ events: 500, seed: 11 });
let sdk: HoneyHive;

beforeAll(() => {
	sdk = new HoneyHive({ bearerAuth: GOOD_KEY, serverURL: emulator.url });
});

onHosts(serving('export'), () => {
	describe('Reading with the official SDK', () => {
		it('returns every event once, page by page', async () => {
			const ids: Array<string | undefined> = [];
			for (let page = 1; ; page++) {
				const { events = [], totalEvents } = await sdk.events.getEvents({
					project: PROJECT,
					filters: [],
					limit: 120,
					page,
				});
				expect(totalEvents).toBe(500);
				ids.push(...events.map((event) => event.eventId));
				if (events.length < 120) break;
			}
			expect(new Set(ids).size).toBe(500);
			expect(ids).toHaveLength(500);
		});

		it('returns only the events that match a filter', async () => {
			const { events = [] } = await sdk.events.getEvents({
				project: PROJECT,
				filters: [{ field: 'event_type', operator: 'is', value: 'model', type: 'string' }],
			});
			const truth = [...emulator.events()].filter((event) => event.event_type === 'model');
			expect(events).toHaveLength(truth.length);
			expect(new Set(events.map((event) => event.eventType))).toEqual(new Set(['model']));
		});

		it('returns only the projected fields', async () => {
			const { events = [] } = await sdk.events.getEvents({
				project: PROJECT,
				filters: [],
				projections: ['event_name', 'start_time'],
				limit: 5,
			});
			expect(events).toHaveLength(5);
			for (const event of events)
				expect(Object.keys(event).sort()).toEqual(['eventName', 'startTime']);
		});

		it('includes both ends of a date range', async () => {
			const times = [...emulator.events()]
				.map((event) => Number(event.start_time))
				.sort((a, b) => a - b);
			const [from = 0, to = 0] = [times[100], times[200]];
			const { events = [] } = await sdk.events.getEvents({
				project: PROJECT,
				filters: [],
				dateRange: {
					dollarGte: new Date(from).toISOString(),
					dollarLte: new Date(to).toISOString(),
				},
			});
			const expected = times.filter((time) => time >= from && time <= to);
			expect(events.map((event) => event.startTime ?? NaN).sort((a, b) => a - b)).toEqual(expected);
		});

		it('lists the projects', async () => {
			const names = (await sdk.projects.getProjects()).map((project) => project.name);
			expect(names).toContain(PROJECT);
			expect(names.length).toBeGreaterThanOrEqual(3);
			expect(await sdk.projects.getProjects('no such project')).toEqual([]);
		});

		it('returns the metrics and a session', async () => {
			const metrics = await sdk.metrics.getMetrics(PROJECT);
			expect(metrics.map((metric) => metric.name)).toContain('Answer Faithfulness');
			const root = [...emulator.events()].find((event) => event.event_type === 'session');
			const session = await sdk.session.getSession(root?.session_id ?? '');
			expect(session).toMatchObject({
				eventId: root?.event_id,
				eventType: 'session',
				parentId: null,
			});
		});

		it.each([
			['hh_wrong', 401],
			[FORBIDDEN_KEY, 403],
		])('fails with the key %s: HTTP %i', async (bearerAuth, statusCode) => {
			const stranger = new HoneyHive({ bearerAuth, serverURL: emulator.url });
			await expect(
				stranger.events.getEvents({ project: PROJECT, filters: [] }),
			).rejects.toMatchObject({ statusCode });
		});
	});

	describe('Writing with the official SDK', () => {
		const project = 'Written Project';

		it('creates a session, events and a batch, updates an event, and reads them all back', async () => {
			const { sessionId = '' } = await sdk.session.startSession({
				session: { project, sessionName: 'Support', source: 'test', startTime: 1_712_025_501_605 },
			});
			const { eventId: chainId = '' } = await sdk.events.createEvent({
				event: {
					...plain,
					project,
					sessionId,
					eventName: 'answer',
					eventType: 'chain',
					startTime: 1_712_025_501_700,
				},
			});
			const { eventIds = [], success } = await sdk.events.createEventBatch({
				events: [
					{
						...plain,
						project,
						sessionId,
						parentId: chainId,
						metadata: { cost: 0.5, total_tokens: 7 },
					},
					{ ...plain, project, sessionId, parentId: chainId, eventType: 'tool' },
				],
			});
			expect(success).toBe(true);
			await sdk.events.updateEvent({
				eventId: eventIds[0] ?? '',
				feedback: { rating: 5 },
				metadata: { run_id: 'r1' },
			});

			const { events = [], totalEvents } = await sdk.events.getEvents({ project, filters: [] });
			expect(totalEvents).toBe(4);
			const byId = new Map(events.map((event) => [event.eventId, event]));
			expect(byId.get(sessionId)).toMatchObject({
				eventName: 'Support',
				parentId: null,
				startTime: 1_712_025_501_605,
				childrenIds: [chainId],
				...(hostSettings.sessionTotals === 'exact' && {
					metadata: {
						num_events: 3,
						num_model_events: 1,
						has_feedback: true,
						cost: 0.5,
						total_tokens: 7,
					},
				}),
			});
			expect(byId.get(chainId)).toMatchObject({ parentId: sessionId, childrenIds: eventIds });
			expect(byId.get(eventIds[0] ?? '')).toMatchObject({
				parentId: chainId,
				feedback: { rating: 5 },
				metadata: { cost: 0.5, total_tokens: 7, run_id: 'r1' },
			});
			expect((await sdk.session.getSession(sessionId)).eventName).toBe('Support');
			expect((await sdk.projects.getProjects(project)).map(({ name }) => name)).toEqual([project]);
		});

		it('creates a batch as one session, and a model event', async () => {
			const batch = await sdk.events.createEventBatch({
				isSingleSession: true,
				sessionProperties: { sessionName: 'All in one' },
				events: [
					{ ...plain, project },
					{ ...plain, project },
				],
			});
			const session = await sdk.events.getEvents({
				project,
				filters: [{ field: 'session_id', operator: 'is', value: batch.sessionId, type: 'string' }],
			});
			expect(session.totalEvents).toBe(3);

			const model = await sdk.events.createModelEvent({
				modelEvent: {
					project,
					model: 'gpt-4o',
					provider: 'openai',
					messages: [{ role: 'user', content: 'Hello' }],
					response: { role: 'assistant', content: 'Hi' },
					duration: 42,
					usage: { total_tokens: 9 },
					cost: 0.001,
				},
			});
			const [read] =
				(
					await sdk.events.getEvents({
						project,
						filters: [{ field: 'event_id', operator: 'is', value: model.eventId, type: 'id' }],
					})
				).events ?? [];
			expect(read).toMatchObject({
				eventType: 'model',
				config: { model: 'gpt-4o', provider: 'openai' },
				inputs: { chat_history: [{ role: 'user', content: 'Hello' }] },
				metadata: { total_tokens: 9, cost: 0.001 },
			});
		});

		it('fails to update an unknown event', async () => {
			await expect(sdk.events.updateEvent({ eventId: 'nobody' })).rejects.toMatchObject({
				statusCode: 400,
			});
		});
	});
});

// The SDK is from before V2, whose hosts have none of its routes.
onHosts(serving('search'), () => {
	it('The official SDK fails with HTTP 404 on a V2 host', async () => {
		await expect(sdk.events.getEvents({ project: PROJECT, filters: [] })).rejects.toMatchObject({
			statusCode: 404,
		});
	});
});

const plain = {
	source: 'test',
	eventName: 'completion',
	eventType: 'model' as const,
	config: { model: 'gpt-4o' },
	inputs: { question: 'What is in the context?' },
	duration: 12.5,
};
