import type { IDataObject } from 'n8n-workflow';

import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { createWorkflow, type CredentialDraft } from '../../support/n8n/api/rest';
import { startScriptedModel, type ScriptedModel, type Turn } from '../../support/standins/openAi';
import { openAiAccount } from './accounts';
import { exampleEvent, modelCall } from './events';
import { withExample } from './withExample';

const KEY = 'sk-of-the-test';
const accounts: CredentialDraft[] = [];
let model: ScriptedModel;
// Before the example is imported, which needs the account.
beforeAll(async () => {
	model = await startScriptedModel(KEY);
	accounts.push(openAiAccount(KEY, model.url));
});
afterAll(async () => {
	await model.close();
});
const example = withExample('ask-about-traces.json', { accounts });

/** Asks the agent, whose model calls these tools. @returns its answer and what the tools returned */
async function ask(question: string, script: readonly Turn[]) {
	model.follow(script);
	const said = { sessionId: question, action: 'sendMessage', chatInput: question };
	const pinData = { 'On Question': [{ json: said }] };
	const workflow = await createWorkflow(example.n8n, { ...example.draft, pinData });
	const execution = await runWorkflow(example.n8n, workflow, 'On Question');
	expect(model.refusals).toEqual([]);
	const messages = model.requests.at(-1)?.messages ?? [];
	return {
		answer: itemsOf(execution, 'AI Agent')[0]?.json.output,
		results: messages
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => JSON.parse(String(content)) as IDataObject[]),
	};
}

const call = (tool: string, args: object): Turn => ({ calls: [{ tool, arguments: args }] });

describe('The example ask-about-traces.json', () => {
	it('answers from what its tools find, sum up and explain', async () => {
		const inSession = { session_id: 'session-1', parent_id: 'session-1' };
		example.honeyHive.load([
			exampleEvent(
				'Refund question',
				{ event_type: 'session', event_id: 'session-1', session_id: 'session-1' },
				2,
			),
			{
				...modelCall('Answer', 'gpt-4o', 2, { cost: 0.02 }),
				...inSession,
				error: 'The model timed out',
			},
			{ ...modelCall('Old answer', 'gpt-4', 48, { cost: 1 }), ...inSession },
		]);

		const { answer, results } = await ask('What failed today, and why?', [
			call('Find_Events', {
				filters: [{ field: 'event_type', operator: 'is', value: 'model', type: 'string' }],
				hours: 24,
			}),
			call('Summarize_Events', { filters: [], hours: 72, group_by: 'config.model' }),
			call('Get_Session', { session_id: 'session-1' }),
			{ says: 'One call timed out.' },
		]);

		expect(answer).toBe('One call timed out.');
		expect(results).toMatchObject([
			[{ event_name: 'Answer', status: 'error', error_message: 'The model timed out' }],
			[{ model: 'gpt-4', cost: 1 }, { model: 'gpt-4o', cost: 0.02, failures: 1 }, { model: null }],
			[{ session_id: 'session-1', totals: { cost: 1.02, failures: 1 } }],
		]);
	});

	it('looks back a day at all events unless the model says otherwise', async () => {
		const { results } = await ask('What happened?', [
			call('Find_Events', {}),
			{ says: 'A refund question.' },
		]);

		expect(results[0]?.map(({ event_name }) => event_name).sort()).toEqual([
			'Answer',
			'Refund question',
		]);
	});
});
