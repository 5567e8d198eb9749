import { runWorkflow } from '../../support/n8n/api/execution';
import {
	activateWorkflow,
	createWorkflow,
	deactivateWorkflow,
	deleteCredential,
	replaceCredential,
	type Credential,
} from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { openGateway, type Gateway } from '../../support/standins/gateway';
import { slackWorkspace } from '../../support/standins/slack';
import { sharedInstance, signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveAccount, slackAccount } from './accounts';

const HOUR = 3_600_000;
const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#llm-costs']);

let n8n: N8nSession;
const host = withEmulator({ project: 'New Project' });
let gateway: Gateway;
const credentials: Credential[] = [];
beforeAll(async () => {
	n8n = await signIn();
	gateway = await openGateway(sharedInstance().gateway, slack.sites);
	credentials.push(
		await replaceCredential(n8n, honeyHiveAccount(host)),
		await replaceCredential(n8n, slackAccount(TOKEN)),
	);
});
afterAll(async () => {
	for (const credential of credentials) await deleteCredential(n8n, credential);
	await gateway.close();
});

describe('the example cost-digest.json', () => {
	it('runs as imported and posts one message about the last day', async () => {
		host.load([
			call('classify', 'gpt-4o-mini', 3, 0.001, 90),
			call('reply', 'gpt-4o', 1, 0.02, 1200),
			call('rerank', 'gpt-4o', 2, 0.01, 800, 'The model timed out'),
			// Two days old, and a tool: neither is a model call of the last day.
			call('old', 'gpt-4', 48, 1, 9999),
			{ ...call('lookup', 'none', 1, 1, 1), event_type: 'tool' },
		]);
		const workflow = await createWorkflow(n8n, await exampleWorkflow('cost-digest.json'));

		await runWorkflow(n8n, workflow, 'Every Morning');

		expect(slack.messages.all).toEqual([
			{
				channel: '#llm-costs',
				text: [
					'*LLM cost of the last 24 hours: $0.03*',
					'• `gpt-4o`: $0.0300, 2 calls, 1 failed, 2,000 tokens, 95 % within 250 ms',
					'• `gpt-4o-mini`: $0.0010, 1 call, 0 failed, 90 tokens, 95 % within 250 ms',
				].join('\n'),
			},
		]);

		// Published, its schedule is taken: n8n refuses a workflow that it cannot start by itself.
		await activateWorkflow(n8n, workflow);
		await deactivateWorkflow(n8n, workflow);
	});
});

function call(
	name: string,
	model: string,
	hoursAgo: number,
	cost: number,
	total_tokens: number,
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
		metadata: { cost, total_tokens },
		...(error !== undefined && { error }),
	};
}
