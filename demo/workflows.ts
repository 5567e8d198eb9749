import type { IDataObject } from 'n8n-workflow';
import { itemsOf, runWorkflow } from '../test/support/n8n/api/execution';
import {
	createCredential,
	createWorkflow,
	testCredential,
	type Credential,
	type WorkflowDraft,
} from '../test/support/n8n/api/rest';
import type { N8nSession } from '../test/support/n8n/api/session';
import { exampleWorkflow } from '../test/support/n8n/example';
import { PROJECT, type FilledHoneyHive } from './honeyHive';

/** Creates the credential, and tests it. */
export async function connect(
	n8n: N8nSession,
	{ emulator, apiKey }: FilledHoneyHive,
): Promise<Credential & { verdict: string }> {
	const credential = await createCredential(n8n, {
		name: 'HoneyHive account',
		type: 'honeyHiveApi',
		data: { apiKey, baseUrl: emulator.url, generation: 'export' },
	});
	const { status, message } = await testCredential(n8n, credential);
	if (status !== 'OK') throw new Error(`The test of the credential failed: ${message}`);
	return { ...credential, verdict: message };
}

/** Exports every event of the project, and checks that each event in HoneyHive was returned once. */
export async function exportEverything(
	n8n: N8nSession,
	credential: Credential,
	{ emulator }: FilledHoneyHive,
): Promise<{ events: IDataObject[] }> {
	const workflow = await createWorkflow(n8n, everything(credential));
	const execution = await runWorkflow(n8n, workflow, 'Start');
	const events = itemsOf(execution, 'Export Everything').map(({ json }) => json);

	const held = [...emulator.events()].map(({ event_id }) => String(event_id)).sort();
	const exported = events.map(({ event_id }) => String(event_id)).sort();
	if (held.join() !== exported.join()) {
		throw new Error(
			`HoneyHive has the events ${held.join()}, but ${exported.join()} were exported`,
		);
	}
	return { events };
}

/**
 * Imports the example, chooses its credential and project, and runs it from its schedule. Without an
 * account at Slack, the message goes no further than the node that writes it.
 */
export async function runExample(
	n8n: N8nSession,
	credential: Credential,
): Promise<{ message: string; workflowId: string }> {
	const chosen = {
		project: PROJECT,
		credentials: [credential],
		deactivated: ['Post Digest'],
	};
	const draft = await exampleWorkflow('daily-digest.json', chosen);
	const workflow = await createWorkflow(n8n, draft);
	const execution = await runWorkflow(n8n, workflow, 'Every Morning');
	const message = itemsOf(execution, 'Write Message')[0]?.json.text;
	if (typeof message !== 'string')
		throw new Error('The last node of the example returned no message');
	return { message, workflowId: workflow.id };
}

function everything({ id, name }: Credential): WorkflowDraft {
	return {
		name: 'HoneyHive: export everything',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'export',
				name: 'Export Everything',
				type: 'n8n-nodes-honeyhive.honeyHive',
				typeVersion: 1,
				position: [220, 0],
				credentials: { honeyHiveApi: { id, name } },
				parameters: {
					resource: 'event',
					operation: 'export',
					project: { __rl: true, mode: 'name', value: PROJECT },
					dateRange: 'any',
					returnAll: true,
					output: 'simplified',
				},
			},
		],
		connections: { Start: { main: [[{ node: 'Export Everything', type: 'main', index: 0 }]] } },
	};
}
