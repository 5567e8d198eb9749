import type { INodeExecutionData, INodeType } from 'n8n-workflow';

import { digestEvents } from '../measure/digest';
import type { Exporter } from '../protocol';
import { builtInNode } from './builtInNode';
import { runChain } from './engine';
import { httpRequest } from './httpRequest';

const type = builtInNode<INodeType>('Transform/SplitOut/SplitOut');

/** HTTP Request followed by Split Out, so that each item is an event: what users build without this node. */
export const exporter: Exporter<INodeExecutionData[]> = {
	exportAll: async (job) =>
		await runChain([
			httpRequest(job),
			{ type, version: 1, parameters: { fieldToSplitOut: 'events' } },
		]),
	digestOf: async (items) => await digestEvents(items.map(({ json }) => json)),
};
