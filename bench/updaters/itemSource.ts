import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';

import type { ChainNode } from '../contestants/engine';

/** A node that returns an item for each of these objects: where a workflow's data come from. */
export function itemSource(objects: readonly object[]): ChainNode {
	const type: INodeType = {
		description: {
			displayName: 'Item Source',
			name: 'itemSource',
			group: ['input'],
			version: 1,
			description: 'Returns items',
			defaults: { name: 'Item Source' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: async () => [objects.map((object) => ({ json: object as IDataObject }))],
	};
	return { type, version: 1, parameters: {} };
}
