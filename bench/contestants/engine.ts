import 'reflect-metadata';

import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

import type { CredentialData } from '../../test/support/credentialStore';
import { additionalDataOf } from '../../test/support/host';

/** A node of a workflow that is one chain. */
export interface Link {
	readonly type: INodeType;
	readonly version: number;
	readonly parameters: INodeParameters;
	readonly credentials?: INode['credentials'];
}

/** Runs a chain of nodes in n8n's own engine on one empty item; the items of its end. */
export async function runChain(
	chain: readonly Link[],
	credential: CredentialData = {},
): Promise<INodeExecutionData[]> {
	const nodes = chain.map(nodeOf);
	const [first, last] = [nodes[0], nodes.at(-1)];
	if (!first || !last) return [];
	const workflow = new Workflow({
		id: 'bench',
		name: 'Bench',
		active: false,
		nodes,
		connections: connect(nodes),
		nodeTypes: typesOf(chain, nodes),
		settings: { timezone: 'UTC', executionOrder: 'v1' },
	});
	const execution = new WorkflowExecute(
		additionalDataOf(workflow, credential),
		// Not 'manual', where nodes keep more for the editor's eyes.
		'trigger',
		createRunExecutionData({
			executionData: {
				contextData: {},
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
				nodeExecutionStack: [{ node: first, data: { main: [[{ json: {} }]] }, source: null }],
			},
		}),
	);
	const { runData, error } = (await execution.processRunExecutionData(workflow)).data.resultData;
	if (error) throw error;
	return runData[last.name]?.[0]?.data?.main?.[0] ?? [];
}

function nodeOf({ version, parameters, credentials }: Link, index: number): INode {
	return {
		id: `node${index}`,
		name: `Node ${index}`,
		type: `bench.node${index}`,
		typeVersion: version,
		position: [index * 200, 0],
		parameters,
		...(credentials && { credentials }),
	};
}

function connect(nodes: readonly INode[]): IConnections {
	const connections: IConnections = {};
	nodes.slice(1).forEach(({ name }, index) => {
		const from = nodes[index]?.name ?? '';
		connections[from] = { main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] };
	});
	return connections;
}

function typesOf(chain: readonly Link[], nodes: readonly INode[]): INodeTypes {
	const find = (name: string): INodeType => {
		const link = chain[nodes.findIndex(({ type }) => type === name)];
		if (!link) throw new Error(`The chain has no node of type ${name}`);
		return link.type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}
