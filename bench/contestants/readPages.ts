import { Pool, type Dispatcher } from 'undici';

import type { Job } from '../protocol';
import { eventsPaths, pageRequestBody } from '../server/api';

/** The node's default for Max Parallel Requests. */
const concurrency = 16;

/**
 * Requests all pages over reused connections. The number of pages is known in advance.
 *
 * @returns the results of `read`, in the order of the pages
 */
export async function readPages<Page>(
	job: Job,
	read: (pool: Pool, request: Dispatcher.RequestOptions) => Promise<Page>,
): Promise<Page[]> {
	const pool = new Pool(job.url, { connections: concurrency });
	const pages: Page[] = [];
	const pageCount = Math.ceil(job.events / job.pageSize);
	let next = 0;
	const readRemaining = async () => {
		while (next < pageCount) {
			const index = next++;
			pages[index] = await read(pool, requestFor(job, index + 1));
		}
	};
	await Promise.all(Array.from({ length: concurrency }, readRemaining));
	await pool.close();
	return pages;
}

function requestFor({ generation, key, pageSize }: Job, page: number): Dispatcher.RequestOptions {
	return {
		method: 'POST',
		path: eventsPaths[generation],
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify(pageRequestBody(generation, pageSize, page)),
	};
}
