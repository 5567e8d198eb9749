import type { INodeParameterResourceLocator } from 'n8n-workflow';
import { EXPORT, exportWorkflow } from '../test/e2e/workflows';
import type { Editor } from '../test/support/browser/editor';
import { createWorkflow, type Credential, type WorkflowDraft } from '../test/support/n8n/api/rest';
import type { N8nSession } from '../test/support/n8n/api/session';
import { exampleWorkflow } from '../test/support/n8n/example';

/** The project of the events. */
export const PROJECT = 'New Project';
const TRIGGER = 'HoneyHive Trigger';
const SIZE = { width: 1280, height: 800 };

/** Ids of the workflows that the pictures show. */
export interface Workflows {
	readonly digest: string;
	readonly filters: string;
	readonly trigger: string;
}

/** Brings the editor into the state for the picture. */
type Subject = (editor: Editor, workflows: Workflows) => Promise<void>;

/** By the name of the picture's file. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
	workflow: showWorkflow,
	node: showNode,
	credential: showCredential,
	trigger: showTrigger,
};

/** @param slack the account that the digest is posted with */
export async function createWorkflows(
	n8n: N8nSession,
	credential: Credential,
	slack: Credential,
): Promise<Workflows> {
	const idOf = async (draft: WorkflowDraft) => (await createWorkflow(n8n, draft)).id;
	const chosen = { project: PROJECT, credentials: [credential, slack] };
	return {
		digest: await idOf(await exampleWorkflow('daily-digest.json', chosen)),
		filters: await idOf(filtersWorkflow(credential)),
		trigger: await idOf(triggerWorkflow(credential)),
	};
}

async function showWorkflow(editor: Editor, { digest }: Workflows): Promise<void> {
	await editor.page.setViewportSize(SIZE);
	await editor.openWorkflow(digest);
	await editor.canvas.execute(
		'Every Morning',
		'Summarize by Model',
		'Write Message',
		'Post Digest',
	);
	await editor.canvas.zoomToFit();
	// The button at the bottom would cover the names of nodes.
	await editor.canvas.zoomOut();
}

async function showNode(editor: Editor, { filters }: Workflows): Promise<void> {
	const { canvas, nodeView, page } = editor;
	// A condition and the range below it need more height than the other pictures.
	await page.setViewportSize({ ...SIZE, height: 1145 });
	await editor.openWorkflow(filters);
	await canvas.openNode(EXPORT);
	await nodeView.execute();
	await nodeView.table();
	await nodeView.dragParametersTo(355);
	await nodeView.scrollTo('project');
}

async function showCredential(editor: Editor): Promise<void> {
	await editor.page.setViewportSize(SIZE);
	await editor.openCredential('HoneyHive account');
	await editor.credentialDialog.success();
}

async function showTrigger(editor: Editor, { trigger }: Workflows): Promise<void> {
	const { canvas, nodeView, page } = editor;
	await page.setViewportSize(SIZE);
	await editor.openWorkflow(trigger);
	await canvas.openNode(TRIGGER);
	await nodeView.execute();
	await nodeView.table();
	await nodeView.dragParametersTo(450);
}

function filtersWorkflow(credential: Credential): WorkflowDraft {
	return exportWorkflow(credential, {
		project: fromList(PROJECT),
		eventTypes: ['model'],
		filterType: 'manual',
		filters: {
			conditions: [
				{ field: fromList('metadata.cost', 'Cost'), operator: 'greater than', value: '0.017' },
			],
		},
		dateRange: 'relative',
		lastAmount: 24,
		lastUnit: 'hours',
		output: 'selected',
		fields: ['event_name', 'config.model', 'metadata.cost', 'duration', 'start_time'],
		options: { flatten: true },
		returnAll: true,
	});
}

function triggerWorkflow({ id, name }: Credential): WorkflowDraft {
	return {
		name: 'New events',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: 'n8n-nodes-honeyhive.honeyHiveTrigger',
				typeVersion: 1,
				position: [0, 0],
				credentials: { honeyHiveApi: { id, name } },
				parameters: {
					pollTimes: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
					project: fromList(PROJECT),
					output: 'simplified',
				},
			},
		],
		connections: {},
	};
}

/** A resource locator's value as the editor stores it. */
function fromList(value: string, name = value): INodeParameterResourceLocator {
	return { __rl: true, mode: 'list', value, cachedResultName: name };
}
