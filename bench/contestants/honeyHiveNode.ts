import type { INodeExecutionData } from 'n8n-workflow';

import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { runChain } from '../engine';
import type { Entrant } from '../protocol';
import { PROJECT } from '../api';

const type = new HoneyHive();

/** This package's node with Return All on and every option left at its default. */
export const entrant: Entrant<INodeExecutionData[]> = {
	exportAll: async ({ url, key, generation, pageSize }) =>
		await runChain(
			[
				{
					type,
					version: 1,
					parameters: {
						resource: 'event',
						operation: 'export',
						project: { __rl: true, mode: 'name', value: PROJECT },
						returnAll: true,
						options: { pageSize },
					},
					credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
				},
			],
			{ apiKey: key, baseUrl: url, generation },
		),
	eventsOf: (items) => items.map(({ json }) => json),
};
