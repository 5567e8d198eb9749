import type { HoneyHiveEvent } from '../emulator';
import { credentialFor, eventsOf, exportEvents, hintsOf } from '../support/exporting';
import { generations } from '../support/hostUnderTest';
import { withEmulator } from '../support/withEmulator';

const sessionId = '0c7d2f5e-1b1a-4a57-9a3e-2f6d1c0b9e11';
const start = Date.UTC(2026, 9, 1, 9);

/** An event as today's data plane stores it: nothing that is empty, and usage under OpenTelemetry's names. */
function event(
	event_id: string,
	event_type: string,
	afterMs: number,
	fields: Partial<HoneyHiveEvent> = {},
): HoneyHiveEvent {
	const times = { start_time: start + afterMs, end_time: start + afterMs + 500, duration: 500 };
	return {
		event_id,
		session_id: sessionId,
		event_type,
		event_name: event_id,
		parent_id: 'agent',
		...times,
		...fields,
	};
}

const model = { model: 'model-1-mini' };

/** A session whose agent repeats the sum of its two model calls, 61 + 63 = 124 tokens. */
const trace: HoneyHiveEvent[] = [
	event(sessionId, 'session', 2, { event_name: 'a session', metadata: {}, parent_id: undefined }),
	event('agent', 'chain', 1, {
		event_name: 'invoke_agent',
		parent_id: sessionId,
		config: model,
		metadata: { input_tokens: 101, output_tokens: 23, model_name: 'model-1-mini' },
	}),
	event('first call', 'model', 10, {
		config: model,
		metadata: { input_tokens: 50, output_tokens: 11, model_name: 'model-1-mini' },
	}),
	event('calculator', 'tool', 600, {
		metadata: { model_name: 'unknown', 'tool.status': 'failure' },
		outputs: { tool_response: { stdout: '', returnCode: 2 } },
	}),
	event('second call', 'model', 1200, {
		metadata: { input_tokens: 51, output_tokens: 12, model_name: 'model-1-mini' },
	}),
];

describe.each(generations)('An agent trace of OpenTelemetry over %s', (generation) => {
	const emulator = withEmulator({ project: 'Demo Project' });
	beforeAll(() => emulator.load(trace));

	it('is summarized with the tokens of its model calls, each once', async () => {
		const run = await exportEvents(emulator, generation, { operation: 'summarize' });
		expect(eventsOf(run)).toMatchObject([
			{
				events: 5,
				failures: 0,
				cost: null,
				prompt_tokens: 101,
				completion_tokens: 23,
				total_tokens: 124,
			},
		]);
		// A host may accept smaller pages only.
		expect(hintsOf(run).filter((hint) => !hint.includes('events per page'))).toEqual([]);
	});

	it('has the same tokens as the totals of its session', async () => {
		const run = await exportEvents(emulator, generation, {
			resource: 'session',
			operation: 'get',
			sessionId,
		});
		expect(eventsOf(run)).toMatchObject([
			{ totals: { events: 5, failures: 0, cost: null, total_tokens: 124 } },
		]);
	});

	it('shows what each type of event states when it is grouped by event_type', async () => {
		const groupBy = { fields: [{ field: { __rl: true, mode: 'path', value: 'event_type' } }] };
		const run = await exportEvents(emulator, generation, { operation: 'summarize', groupBy });
		const tokens = eventsOf(run).map(({ event_type, total_tokens }) => [event_type, total_tokens]);
		expect(Object.fromEntries(tokens)).toEqual({
			model: 124,
			chain: 124,
			tool: null,
			session: null,
		});
	});

	it('has models, tokens and failed tools in its simplified events', async () => {
		const run = await exportEvents(emulator, generation, {
			returnAll: true,
			output: 'simplified',
			options: { sort: 'oldestFirst', countToolFailures: true },
		});
		const rows = eventsOf(run).map(
			({ event_name, model: name, cost, total_tokens, error_message }) => [
				event_name,
				name,
				cost,
				total_tokens,
				error_message,
			],
		);
		expect(rows).toEqual([
			['invoke_agent', 'model-1-mini', null, 124, null],
			['a session', null, null, null, null],
			['first call', 'model-1-mini', null, 61, null],
			['calculator', null, null, null, 'The tool reported a failure'],
			['second call', 'model-1-mini', null, 63, null],
		]);
	});

	it("links to HoneyHive's app if the credential says where that is", async () => {
		const app = { appUrl: 'https://app.example.com/', projectId: 'project-1' };
		const credential = { ...credentialFor(emulator, generation), ...app };
		const links = 'https://app.example.com/p/project-1/traces';
		const simplified = await exportEvents(
			emulator,
			generation,
			{ returnAll: true, output: 'simplified', options: { sort: 'oldestFirst' } },
			{ credential },
		);
		expect(eventsOf(simplified).map(({ url }) => String(url).split('&')[0])).toEqual([
			`${links}/events?event=agent`,
			`${links}/sessions?event=${sessionId}`,
			`${links}/completions?event=first%20call`,
			`${links}/events?event=calculator`,
			`${links}/completions?event=second%20call`,
		]);

		const session = await exportEvents(
			emulator,
			generation,
			{ resource: 'session', operation: 'get', sessionId },
			{ credential },
		);
		expect(eventsOf(session)).toMatchObject([
			{ totals: { url: expect.stringContaining(`${links}/sessions?event=${sessionId}`) } },
		]);
	});

	it('counts a failed tool as a failure only with Count Tool Failures', async () => {
		const run = await exportEvents(emulator, generation, {
			operation: 'summarize',
			options: { countToolFailures: true },
		});
		expect(eventsOf(run)).toMatchObject([{ failures: 1 }]);
	});
});
