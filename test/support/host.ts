import 'reflect-metadata';

import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

// With the extension, since some loaders would otherwise find the codex file of the same name.
import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { HoneyHiveTrigger } from '../../nodes/HoneyHive/HoneyHiveTrigger.node.js';
import { CredentialStore, type CredentialData } from './credentialStore';

/** Passes on the items that the run begins with, as a trigger does. */
const startType: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Begins a run',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** The tool that n8n derives from a node that agents may use. */
function asTool(node: INodeType): INodeType {
	const { name } = node.description;
	return Object.assign(node, { description: { ...node.description, name: `${name}Tool` } });
}

const types: Readonly<Record<string, INodeType>> = {
	'test.start': startType,
	'n8n-nodes-honeyhive.honeyHive': new HoneyHive(),
	'n8n-nodes-honeyhive.honeyHiveTool': asTool(new HoneyHive()),
	'n8n-nodes-honeyhive.honeyHiveTrigger': new HoneyHiveTrigger(),
};

export const nodeTypes: INodeTypes = {
	getByName: (name) => typeOf(name),
	getByNameAndVersion: (name) => typeOf(name),
	getKnownTypes: () => ({}),
};

function typeOf(name: string): INodeType {
	const type = types[name];
	if (!type) throw new Error(`The test engine has no node type ${name}`);
	return type;
}

/** The additional data of n8n's server, as far as this node uses it. */
export function additionalDataOf(
	workflow: Workflow,
	credential: CredentialData,
): IWorkflowExecuteAdditionalData {
	const workflowData = {
		id: workflow.id,
		name: 'Test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: {},
	};
	const base = 'http://127.0.0.1:5678';
	return {
		credentialsHelper: new CredentialStore(credential),
		hooks: new ExecutionLifecycleHooks('manual', 'test', workflowData),
		executionId: 'test',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: base,
		instanceBaseUrl: base,
		formWaitingBaseUrl: `${base}/form-waiting`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
	} as unknown as IWorkflowExecuteAdditionalData;
}
