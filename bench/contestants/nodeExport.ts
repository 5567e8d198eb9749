import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import type { Job } from '../protocol';
import { PROJECT } from '../server/api';
import { runChain } from './engine';

const type = new HoneyHive();

/** Runs this package's node for all events, unchanged. Other parameters have their defaults unless given. */
export async function exportWithNode(
	{ url, key, generation, pageSize }: Job,
	parameters: INodeParameters = {},
): Promise<INodeExecutionData[]> {
	return await runChain(
		[
			{
				type,
				version: 1,
				parameters: {
					resource: 'event',
					operation: 'export',
					project: { __rl: true, mode: 'name', value: PROJECT },
					dateRange: 'any',
					output: 'raw',
					returnAll: true,
					options: { pageSize },
					...parameters,
				},
				credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
			},
		],
		{ apiKey: key, baseUrl: url, generation },
	);
}
