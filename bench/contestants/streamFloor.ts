import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import type { Dispatcher, Pool } from 'undici';

import type { Exporter } from '../protocol';
import { readPages } from './readPages';

/** The minimum for files: the same responses over reused connections, streamed and never parsed. */
export const exporter: Exporter<number[]> = {
	exportAll: async (job) => await readPages(job, discardPage),
	digestOf: async (pages) => ({ bytes: pages.reduce((sum, bytes) => sum + bytes, 0) }),
};

/** @returns the size of the response in bytes */
async function discardPage(pool: Pool, request: Dispatcher.RequestOptions): Promise<number> {
	const nullDevice = createWriteStream(devNull);
	await pool.stream(request, () => nullDevice);
	return nullDevice.bytesWritten;
}
