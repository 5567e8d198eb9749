import { FormData, request } from 'undici';

import { activateWorkflow, deactivateWorkflow, listExecutions } from '../../support/n8n/api/rest';
import { slackWorkspace } from '../../support/standins/slack';
import { eventually } from '../eventually';
import { slackAccount } from './accounts';
import { exampleEvent } from './events';
import { withExample } from './withExample';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#alerts']);
const example = withExample('human-verdict.json', {
	accounts: [slackAccount(TOKEN)],
	sites: slack.sites,
});

describe('The example human-verdict.json', () => {
	it('asks about each event that fails, and writes each answer to the event it is about', async () => {
		const { n8n, honeyHive, workflow } = example;
		await activateWorkflow(n8n, workflow);
		// Events are new if they begin after the first poll.
		await eventually(() => Promise.resolve(honeyHive.requests.length > 0));
		honeyHive.load([
			exampleEvent('fine'),
			exampleEvent('rerank', { error: 'The model timed out', feedback: { rating: 1 } }),
			exampleEvent('<!here>', { event_id: 'event-2', error: 'Answer was <!channel> & more' }),
		]);
		// The next poll is due within a minute.
		const messages = await slack.messages.have(2);

		const about = (text: string) =>
			messages.find((message) => message.text.startsWith(`:rotating_light: *${text}`));
		expect(about('rerank* failed: The model timed out')?.channel).toBe('#alerts');
		const other = about('&lt;!here&gt;* failed: Answer was &lt;!channel&gt; &amp; more');

		// n8n does not answer at the link before the execution waits.
		await eventually(async () => {
			const executions = await listExecutions(n8n, workflow.id);
			return executions.filter(({ status }) => status === 'waiting').length === 2;
		});
		// Not in the order of the questions.
		await answer(other?.text, { 'field-0': 'False alarm', 'field-1': '' });
		await answer(about('rerank')?.text, { 'field-0': 'To be fixed', 'field-1': 'Retry it' });
		const feedbackOf = (id: string) =>
			[...honeyHive.events()].find(({ event_id }) => event_id === id)?.feedback;
		await eventually(() =>
			Promise.resolve(honeyHive.requests.filter(({ method }) => method === 'PUT').length === 2),
		);
		await deactivateWorkflow(n8n, workflow);

		expect(feedbackOf('event-rerank')).toEqual({
			rating: 1,
			verdict: 'To be fixed',
			comment: 'Retry it',
		});
		expect(feedbackOf('event-2')).toEqual({ verdict: 'False alarm' });
		expect(feedbackOf('event-fine')).toBeUndefined();
	});
});

/** Opens the link in a message as a browser does, and submits the form behind it. */
async function answer(message = '', fields: Readonly<Record<string, string>>): Promise<void> {
	const url = /<([^|>]+)\|Give your verdict>/.exec(message)?.[1] ?? '';
	const page = await (await request(url)).body.text();
	expect(page).toContain('Your verdict');
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	const { statusCode, body: said } = await request(url, { method: 'POST', body });
	const text = await said.text();
	if (statusCode !== 200) throw new Error(`The form answered ${statusCode}: ${text}`);
}
