import { activateWorkflow, deactivateWorkflow } from '../../support/n8n/api/rest';
import { slackWorkspace } from '../../support/standins/slack';
import { slackAccount } from './accounts';
import { exampleEvent, modelCall } from './events';
import { callWorkflow } from './onCall';
import { withExample } from './withExample';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#alerts']);
const example = withExample('alert-webhook.json', {
	accounts: [slackAccount(TOKEN)],
	sites: slack.sites,
});

describe('The example alert-webhook.json', () => {
	it('runs as imported and posts the session that an alert is about', async () => {
		const { n8n, honeyHive, workflow } = example;
		const inSession = { session_id: 'session-1', parent_id: 'session-1' };
		honeyHive.load([
			exampleEvent('Refund <!here>', {
				event_type: 'session',
				event_id: 'session-1',
				session_id: 'session-1',
				end_time: Date.now() + 4_000,
			}),
			{ ...modelCall('Answer', 'gpt-4o', 0, { cost: 0.02 }), ...inSession, error: 'Timed out' },
		]);
		await activateWorkflow(n8n, workflow);

		await callWorkflow(n8n.url, 'honeyhive-alert', {
			alert: { name: 'Too many failures' },
			session_id: 'session-1',
		});
		const messages = await slack.messages.have(1);
		await deactivateWorkflow(n8n, workflow);

		expect(messages).toEqual([
			{
				channel: '#alerts',
				text: expect.stringMatching(
					/^:bell: \*Refund &lt;!here&gt;\*: 2 events, 1 failed, \$0\.02, \d\.\d s\nSession session-1$/,
				),
			},
		]);
	});
});
