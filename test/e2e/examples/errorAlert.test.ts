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
import { eventually } from '../eventually';
import { sharedInstance, signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveAccount, slackAccount } from './accounts';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#alerts']);

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

describe('the example error-alert.json', () => {
	it('runs as imported and posts one message for each event that fails', async () => {
		const workflow = await createWorkflow(n8n, await exampleWorkflow('error-alert.json'));
		await activateWorkflow(n8n, workflow);
		// The first poll says what is new from then on.
		await eventually(() => Promise.resolve(host.requests.length > 0));
		host.load([
			event('reply'),
			event('rerank', 'The model timed out'),
			event('search', 'Answer was <!channel> & more'),
		]);
		// The next poll is due within a minute.
		const messages = await slack.messages.have(2);
		await deactivateWorkflow(n8n, workflow);

		expect(messages).toEqual([
			{
				channel: '#alerts',
				text: ':rotating_light: *rerank* failed: The model timed out\nSession <https://honeyhive.example/sessions/session-rerank|session-rerank>',
			},
			{
				channel: '#alerts',
				// What an event says can call nobody.
				text: ':rotating_light: *search* failed: Answer was &lt;!channel&gt; &amp; more\nSession <https://honeyhive.example/sessions/session-search|session-search>',
			},
		]);
	});
});

let ticks = 0;
function event(name: string, error?: string) {
	const start = Date.now() + ticks++;
	return {
		project_id: 'New Project',
		source: 'production',
		event_id: `event-${name}`,
		session_id: `session-${name}`,
		event_type: 'tool',
		event_name: name,
		start_time: start,
		end_time: start + 250,
		duration: 250,
		...(error !== undefined && { error }),
	};
}
