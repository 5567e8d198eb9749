import type { INodeExecutionData, INodeType } from 'n8n-workflow';

import { digestOf } from '../measure/digest';
import { runChain } from './engine';
import { installedNode } from './builtInNode';
import type { Entrant } from '../protocol';
import { httpRequest } from './httpRequest';

const type = installedNode<INodeType>('Transform/SplitOut/SplitOut');

/** HTTP Request followed by Split Out, so that each item is an event: what a user builds. */
export const entrant: Entrant<INodeExecutionData[]> = {
	exportAll: async (job) =>
		await runChain([
			httpRequest(job),
			{ type, version: 1, parameters: { fieldToSplitOut: 'events' } },
		]),
	proofOf: async (items) => await digestOf(items.map(({ json }) => json)),
};
