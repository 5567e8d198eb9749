import { GOOD_KEY } from '../../emulator/http/keys';
import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { activateWorkflow, createCredential, createWorkflow } from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { withEmulator } from '../../support/withEmulator';

const HOUR = 3_600_000;

let n8n: N8nSession;
const host = withEmulator({ project: 'New Project' });
beforeAll(async () => {
	n8n = await signIn();
	await createExampleCredential();
});
afterEach(() => {
	for (const { event_id } of [...host.events()]) host.remove(String(event_id));
});

/** Each example asks for its credential by this name: n8n finds it by that. */
async function createExampleCredential(): Promise<void> {
	await createCredential(n8n, {
		name: 'HoneyHive account',
		type: 'honeyHiveApi',
		data: { apiKey: GOOD_KEY, baseUrl: host.url, generation: 'export' },
	});
}

describe('the example slack-digest.json', () => {
	it('runs as imported and writes one message about the last day', async () => {
		host.load([
			call('reply', 'gpt-4o', 1, { cost: 0.02, total_tokens: 1_200 }),
			call('rerank', 'gpt-4o', 2, { cost: 0.01, total_tokens: 800 }, 'The model timed out'),
			call('classify', 'gpt-4o-mini', 3, { cost: 0.001, total_tokens: 90 }),
			// Two days old, and a tool: neither is a model call of the last day.
			call('old', 'gpt-4', 48, { cost: 1, total_tokens: 9_999 }),
			{ ...call('lookup', 'none', 1, {}), event_type: 'tool' },
		]);
		const workflow = await createWorkflow(n8n, await exampleWorkflow('slack-digest.json'));

		const execution = await runWorkflow(n8n, workflow, 'Every Morning');

		const messages = itemsOf(execution, 'Write Message').map(({ json }) => json.text as string);
		expect(messages).toHaveLength(1);
		const lines = messages[0]?.split('\n') ?? [];
		expect(lines[0]).toBe('*LLM calls of the last 24 hours: 3*');
		expect(lines.slice(1, 3).sort()).toEqual([
			'• `gpt-4o-mini`: 1 call, 0 failed, $0.0010, 90 tokens, 250 ms on average',
			'• `gpt-4o`: 2 calls, 1 failed, $0.0300, 2,000 tokens, 250 ms on average',
		]);
		expect(lines.slice(3)).toEqual([
			':warning: rerank: error: The model timed out (session session-rerank)',
		]);

		// Published, its schedule is taken: n8n refuses a workflow that it cannot start by itself.
		await activateWorkflow(n8n, workflow);
	});
});

describe('the example error-report.json', () => {
	it('runs as imported and gives one row for each call that failed', async () => {
		host.load([
			call('fine', 'gpt-4o', 1, { cost: 0.02, total_tokens: 1_200 }),
			call('cut off', 'gpt-4o', 1.5, { cost: 0.01, total_tokens: 800 }, 'The answer was cut off'),
			// Longer ago than the report looks back.
			call('forgotten', 'gpt-4o', 3, { cost: 1, total_tokens: 9 }, 'The key had expired'),
		]);
		const workflow = await createWorkflow(n8n, await exampleWorkflow('error-report.json'));

		const execution = await runWorkflow(n8n, workflow, 'Every Hour');

		const rows = itemsOf(execution, 'Only Failed').map(({ json }) => json);
		expect(rows).toContainEqual(
			expect.objectContaining({
				event_id: 'event-cut off',
				model: 'gpt-4o',
				status: 'error: The answer was cut off',
			}),
		);
		expect(rows.map(({ event_name }) => event_name)).not.toContain('fine');
		expect(rows.map(({ event_name }) => event_name)).not.toContain('forgotten');
	});
});

function call(
	name: string,
	model: string,
	hoursAgo: number,
	metadata: { cost?: number; total_tokens?: number },
	error?: string,
) {
	const start = Date.now() - hoursAgo * HOUR;
	return {
		project_id: 'New Project',
		source: 'production',
		event_id: `event-${name}`,
		session_id: `session-${name}`,
		event_type: 'model',
		event_name: name,
		config: { model },
		start_time: start,
		end_time: start + 250,
		duration: 250,
		metadata,
		...(error !== undefined && { error }),
	};
}
