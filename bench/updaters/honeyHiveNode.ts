import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { runChain } from '../contestants/engine';
import type { Updater } from '../protocol';
import { VERDICT } from '../server/api';
import { itemSource } from './itemSource';

const type = new HoneyHive();

/** This package's Update operation, which is given an item for each verdict. All options have their defaults. */
export const updater: Updater = {
	async update({ url, key, verdicts }) {
		const update = {
			type,
			version: 1,
			parameters: {
				resource: 'event',
				operation: 'update',
				eventId: '={{ $json.eventId }}',
				updates: { metrics: [{ name: VERDICT, type: 'number', value: '={{ $json.score }}' }] },
			},
			credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
		};
		await runChain([itemSource(verdicts), update], {
			apiKey: key,
			baseUrl: url,
			generation: 'search',
		});
	},
};
