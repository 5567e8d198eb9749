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
import type { CredentialData } from './credentialStore';
import { additionalDataOf, nodeTypes } from './host';

export interface PollOptions {
	readonly credential: CredentialData;
	readonly parameters?: INodeParameters;
	/** 'manual' is the editor's "Fetch Test Event". */
	readonly mode?: WorkflowExecuteMode;
	/** What n8n stores for the trigger between polls; replaced when the poll succeeds. */
	readonly kept: { staticData: IDataObject };
	readonly budgetMs?: number;
}

const trigger = new HoneyHiveTrigger();

/**
 * Polls once with n8n's own poll context. As in n8n, changes of the static data are kept only if the
 * poll succeeds.
 */
export async function pollOnce(options: PollOptions): Promise<INodeExecutionData[] | null> {
	const { parameters = {}, credential, kept, mode = 'trigger', budgetMs } = options;
	const node: INode = {
		id: 'trigger',
		name: 'HoneyHive Trigger',
		type: 'n8n-nodes-honeyhive.honeyHiveTrigger',
		typeVersion: 1,
		position: [0, 0],
		credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
		parameters,
	};
	const settings = { timezone: 'UTC' };
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		settings,
	});
	const staged = structuredClone(kept.staticData);
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
	kept.staticData = staged;
	return output?.[0] ?? null;
}
