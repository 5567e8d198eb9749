import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

import { digestEvents } from '../measure/digest';
import type { Event, Exporter } from '../protocol';
import type { FileReader } from './fileReaders';
import { exportWithNode } from './nodeExport';

/** n8n's storage for files. The benchmark keeps it on disk, which is n8n's default. */
const storage = Container.get(BinaryDataService);

/**
 * This package's node with Output Format set to a file and every other option at its default.
 *
 * @param fields the fields that `read` returns, if it does not return complete events
 */
export function fileExporter(
	outputFormat: 'csv' | 'json' | 'ndjson',
	read: FileReader,
	fields?: readonly string[],
): Exporter<INodeExecutionData[]> {
	return {
		exportAll: async (job) => {
			await storage.init();
			return await exportWithNode(job, { outputFormat });
		},
		digestOf: async (items) => await digestEvents(takeEvents(items, read), fields),
	};
}

/** Reads the files one by one and deletes each after reading it. */
async function* takeEvents(
	items: readonly INodeExecutionData[],
	read: FileReader,
): AsyncGenerator<Event> {
	for (const { json, binary } of items) {
		const id = binary?.data?.id;
		if (id === undefined) throw new Error(`${String(json.file_name)} is not on disk`);
		yield* read(await storage.getAsStream(id));
		await storage.deleteManyByBinaryDataId([id]);
	}
}
