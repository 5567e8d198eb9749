import { activateWorkflow, deactivateWorkflow } from '../../support/n8n/api/rest';
import { slackWorkspace } from '../../support/standins/slack';
import { eventually } from '../eventually';
import { slackAccount } from './accounts';
import { exampleEvent } from './events';
import { withExample } from './withExample';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#alerts']);
const example = withExample('error-alert.json', {
	accounts: [slackAccount(TOKEN)],
	sites: slack.sites,
});

describe('The example error-alert.json', () => {
	it('runs as imported and posts one message for each event that fails', async () => {
		const { n8n, honeyHive, workflow } = example;
		await activateWorkflow(n8n, workflow);
		// Events are new if they begin after the first poll.
		await eventually(() => Promise.resolve(honeyHive.requests.length > 0));
		honeyHive.load([
			toolCall('reply'),
			toolCall('rerank', 'The model timed out'),
			toolCall('<!here>', 'Answer was <!channel> & more'),
		]);
		// The next poll is due within a minute.
		const messages = await slack.messages.have(2);
		await deactivateWorkflow(n8n, workflow);

		expect(messages).toEqual([
			{
				channel: '#alerts',
				text: ':rotating_light: *rerank* failed: The model timed out\nSession session-rerank',
			},
			{
				channel: '#alerts',
				// The text of an event cannot notify anybody.
				text: ':rotating_light: *&lt;!here&gt;* failed: Answer was &lt;!channel&gt; &amp; more\nSession session-&lt;!here&gt;',
			},
		]);
	});
});

function toolCall(name: string, error?: string) {
	return exampleEvent(name, { event_type: 'tool', ...(error !== undefined && { error }) });
}
