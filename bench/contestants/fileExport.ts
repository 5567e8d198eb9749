import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

import { digestOf } from '../measure/digest';
import type { FileReader } from './fileReaders';
import { exportWithNode } from './nodeExport';
import type { Entrant, Event } from '../protocol';

/** Where n8n keeps files: on disk, as it does by default. */
const storage = Container.get(BinaryDataService);

/**
 * This package's node with Output As set to File and the rest at its default.
 *
 * @param fields what `read` finds of an event, where that is not all
 */
export function fileEntrant(
	fileFormat: 'csv' | 'json' | 'ndjson',
	read: FileReader,
	fields?: readonly string[],
): Entrant<INodeExecutionData[]> {
	return {
		exportAll: async (job) => {
			await storage.init();
			return await exportWithNode(job, { outputAs: 'file', fileFormat });
		},
		proofOf: async (items) => await digestOf(takeEvents(items, read), fields),
	};
}

/** Reads file after file, and removes each that is read. */
async function* takeEvents(
	items: readonly INodeExecutionData[],
	read: FileReader,
): AsyncGenerator<Event> {
	for (const { json, binary } of items) {
		const id = binary?.data?.id;
		if (id === undefined) throw new Error(`${String(json.fileName)} is not on disk`);
		yield* read(await storage.getAsStream(id));
		await storage.deleteManyByBinaryDataId([id]);
	}
}
