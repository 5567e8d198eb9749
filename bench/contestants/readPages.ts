import { Pool, type Dispatcher } from 'undici';

import { eventsPaths, pageOf } from '../server/api';
import type { Job } from '../protocol';

/** As many as the node has in flight by default. */
const inFlight = 4;

/**
 * Asks for all pages over kept-alive connections, their numbers known in advance.
 *
 * @returns what `read` made of each page, in the order of the pages
 */
export async function readPages<Page>(
	job: Job,
	read: (pool: Pool, request: Dispatcher.RequestOptions) => Promise<Page>,
): Promise<Page[]> {
	const pool = new Pool(job.url, { connections: inFlight });
	const pages: Page[] = [];
	const count = Math.ceil(job.events / job.pageSize);
	let next = 0;
	const work = async () => {
		while (next < count) {
			const index = next++;
			pages[index] = await read(pool, requestFor(job, index + 1));
		}
	};
	await Promise.all(Array.from({ length: inFlight }, work));
	await pool.close();
	return pages;
}

function requestFor({ generation, key, pageSize }: Job, page: number): Dispatcher.RequestOptions {
	return {
		method: 'POST',
		path: eventsPaths[generation],
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify(pageOf(generation, pageSize, page)),
	};
}
