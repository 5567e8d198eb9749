import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { HoneyHiveTrigger } from '../../nodes/HoneyHive/HoneyHiveTrigger.node.js';
import { copyOf } from './copyOf';
import type { CredentialData } from './credentialStore';
import { additionalDataOf, nodeTypes } from './host';

/** What n8n stores for a workflow with a trigger. */
export interface Kept {
	/** Of the trigger. */
	staticData: IDataObject;
	/** Of the workflow, as n8n stores it. */
	workflowData: IDataObject;
	readonly workflowId: string;
}

let workflows = 0;

/** A workflow that has never been polled. */
export function newWorkflow(): Kept {
	return { staticData: {}, workflowData: {}, workflowId: `polled-${(workflows += 1)}` };
}

export interface PollOptions {
	readonly credential: CredentialData;
	readonly parameters?: INodeParameters;
	/** 'manual' is the editor's "Fetch Test Event". */
	readonly mode?: WorkflowExecuteMode;
	readonly kept: Kept;
	/** Of the node, as its name or its ID. */
	readonly node?: Partial<INode>;
	readonly budgetMs?: number;
	/**
	 * What n8n stores of a poll that succeeds: nothing if it gave the poll up, and only the workflow's data
	 * after the poll with which a workflow is published. @default 'all'
	 */
	readonly stores?: 'all' | 'workflowData' | 'nothing';
}

const trigger = new HoneyHiveTrigger();

/** Polls once with n8n's own poll context, and stores what n8n's durable scheduler would. */
export async function pollOnce(options: PollOptions): Promise<INodeExecutionData[] | null> {
	const { parameters = {}, credential, kept, mode = 'trigger', budgetMs, stores = 'all' } = options;
	const node: INode = {
		id: 'trigger',
		name: 'HoneyHive Trigger',
		type: 'n8n-nodes-honeyhive.honeyHiveTrigger',
		typeVersion: 1,
		position: [0, 0],
		credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
		parameters,
		...options.node,
	};
	const settings = { timezone: 'UTC' };
	const staged = copyOf(kept.staticData);
	const workflowData = copyOf(kept.workflowData);
	const workflow = new Workflow({
		id: kept.workflowId,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		settings,
		staticData: workflowData,
	});
	const context = new PollContext(
		workflow,
		node,
		additionalDataOf(workflow, credential),
		mode,
		mode === 'manual' ? 'manual' : 'activate',
		undefined,
		undefined,
		undefined,
		undefined,
		() => staged,
		budgetMs === undefined ? undefined : () => budgetMs,
	);
	const output = await trigger.poll.call(context);
	if (stores === 'all') kept.staticData = staged;
	if (stores !== 'nothing') kept.workflowData = workflowData;
	return output?.[0] ?? null;
}
