import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { GOOD_KEY } from '../../emulator';
import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	type Credential,
	type Workflow,
	type WorkflowDraft,
} from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { withEmulator } from '../../support/withEmulator';
import { callWorkflow } from '../examples/onCall';
import { signIn } from '../instance';
import { exportWorkflow, honeyHiveCredential, TRIGGER } from '../workflows';

const PROJECT = 'Demo Project';
const CALL = 'Call Sub-Workflow';

const host = withEmulator({ project: PROJECT, events: 3 });
let n8n: N8nSession;
let called: Workflow;
let calling: Workflow;
beforeAll(async () => {
	n8n = await signIn();
	const credential = await createCredential(n8n, honeyHiveCredential(host.url, 'export', GOOD_KEY));
	called = await createWorkflow(n8n, subworkflow(credential));
	await activateWorkflow(n8n, called);
	calling = await createWorkflow(n8n, parent(called.id, called.id));
	await activateWorkflow(n8n, calling);
});

/** When Executed by Another Workflow → Export with Since Last Run. */
function subworkflow(credential: Credential): WorkflowDraft {
	const draft = exportWorkflow(credential, {
		project: { __rl: true, mode: 'name', value: PROJECT },
		dateRange: 'sinceLastRun',
		firstRun: 'date',
		startFrom: '2020-01-01T00:00:00',
	});
	const nodes = draft.nodes.map((node) =>
		node.name === TRIGGER
			? {
					...node,
					type: 'n8n-nodes-base.executeWorkflowTrigger',
					typeVersion: 1.1,
					parameters: { inputSource: 'passthrough' },
				}
			: node,
	);
	return { ...draft, nodes };
}

/** Started by hand or by a webhook, it calls the sub-workflow and returns its items. */
function parent(workflowId: string, path: string): WorkflowDraft {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: INodeParameters,
	): INode => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const toCall = { main: [[{ node: CALL, type: 'main' as const, index: 0 }]] };
	return {
		name: 'Parent',
		nodes: [
			node(TRIGGER, 'manualTrigger', 1, {}),
			{
				...node('Webhook', 'webhook', 2, {
					path,
					httpMethod: 'POST',
					responseMode: 'lastNode',
					responseData: 'allEntries',
				}),
				webhookId: path,
			},
			node(CALL, 'executeWorkflow', 1.2, {
				source: 'database',
				workflowId: { __rl: true, mode: 'id', value: workflowId },
			}),
		],
		connections: { [TRIGGER]: toCall, Webhook: toCall },
	};
}

/** Runs the parent in the editor. */
async function byHand(): Promise<unknown[]> {
	const execution = await runWorkflow(n8n, calling, TRIGGER);
	return itemsOf(execution, CALL).map(({ json }) => json.event_id);
}

/** Calls the parent's webhook. */
async function inProduction(): Promise<unknown[]> {
	const events = JSON.parse(await callWorkflow(n8n.url, called.id)) as IDataObject[];
	return events.map(({ event_id }) => event_id);
}

function arrive(event_id: string): void {
	host.load([
		{
			project_id: PROJECT,
			event_id,
			event_type: 'tool',
			source: 'production',
			start_time: Date.now(),
		},
	]);
}

describe('Since Last Run in a sub-workflow', () => {
	it('shows a parent that is run by hand the newest events, and gives its production run all that are new', async () => {
		const expected = [...host.events()].map(({ event_id }) => event_id).sort();
		expect((await byHand()).sort()).toEqual(expected);
		expect((await byHand()).sort()).toEqual(expected);
		expect((await inProduction()).sort()).toEqual(expected);

		arrive('new');
		expect((await byHand()).sort()).toEqual([...expected, 'new'].sort());
		expect(await inProduction()).toEqual(['new']);
	});

	it('returns each event once in runs that overlap', async () => {
		host.addFault({ kind: 'delay', ms: 1000 });
		await inProduction();
		arrive('another');
		const runs = await Promise.all([inProduction(), inProduction(), inProduction()]);
		expect(runs.flat()).toEqual(['another']);
	});
});
