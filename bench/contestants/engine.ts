import 'reflect-metadata';

import { WorkflowExecute } from 'n8n-core';
import {
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
import { NodeFailure } from './nodeFailure';

/** A node in a workflow where each node has at most one successor. */
export interface ChainNode {
	readonly type: INodeType;
	readonly version: number;
	readonly parameters: INodeParameters;
	readonly credentials?: INode['credentials'];
}

/**
 * Runs a chain of nodes in n8n's own engine, starting with one empty item.
 *
 * @returns the items of the last node
 */
export async function runChain(
	chain: readonly ChainNode[],
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
	// In 'manual' mode, nodes would also keep data that only the editor shows.
	const execution = new WorkflowExecute(additionalDataOf(workflow, credential), 'trigger');
	const run = await execution.run({ workflow, startNode: first });
	const { runData, error } = run.data.resultData;
	if (error) throw new NodeFailure(error);
	return runData[last.name]?.[0]?.data?.main?.[0] ?? [];
}

function nodeOf({ version, parameters, credentials }: ChainNode, index: number): INode {
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

function typesOf(chain: readonly ChainNode[], nodes: readonly INode[]): INodeTypes {
	const find = (name: string): INodeType => {
		const node = chain[nodes.findIndex(({ type }) => type === name)];
		if (!node) throw new Error(`The chain does not contain a node of type ${name}`);
		return node.type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}
