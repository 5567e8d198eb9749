import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { exampleWorkflow } from '../../test/support/n8n/example';
import { runChain } from '../contestants/engine';
import { PROJECT } from '../server/api';
import type { Server, Window } from './protocol';
import { eventsPerBatch, eventsPerWindow } from './sizes';

/** Events as the text that goes to the database, and their number. */
export interface Batch {
	readonly events: string;
	readonly count: number;
}

const type = new HoneyHive();

/** The examples need a credential for each of their nodes, but only this node is run. */
const credentials = ['honeyHiveApi', 'postgres', 'httpHeaderAuth'].map((name) => ({
	id: name,
	name,
	type: name,
	data: {},
}));

/** Runs the node 'Split Date Range' of the example, for the dates that it has. */
export async function splitDateRange(server: Server): Promise<Window[]> {
	const items = await runNode(server, 'backfill-split.json', 'Split Date Range', {
		windowEvents: eventsPerWindow,
	});
	return items.map(({ json: { from, to, events } }) => ({
		from: String(from),
		to: String(to),
		events: Number(events),
	}));
}

/** Runs the node 'Export Window' of the example. */
export async function exportWindow(server: Server, { from, to }: Window): Promise<Batch[]> {
	const items = await runNode(server, 'backfill-window.json', 'Export Window', {
		from,
		to,
		batchSize: eventsPerBatch,
	});
	return items.map(({ json }) => ({ events: String(json.events), count: Number(json.count) }));
}

/** @param parameters those that differ from the example */
async function runNode(
	{ url, key }: Server,
	file: string,
	name: string,
	parameters: INodeParameters,
): Promise<INodeExecutionData[]> {
	const { nodes } = await exampleWorkflow(file, { project: PROJECT, credentials });
	const node = nodes.find((one) => one.name === name);
	if (!node) throw new Error(`${file} has no node '${name}'`);
	const chainNode = {
		type,
		version: node.typeVersion,
		parameters: { ...node.parameters, ...parameters },
		...(node.credentials && { credentials: node.credentials }),
	};
	return await runChain([chainNode], { apiKey: key, baseUrl: url, generation: 'export' });
}
