import type { Dispatcher, Pool } from 'undici';

import type { Job } from '../protocol';
import { eventsPaths, pageRequestBody } from '../server/api';
import { sendAll } from './sendAll';

/**
 * Requests all pages. Their number is known in advance.
 *
 * @returns the results of `read`, in the order of the pages
 */
export async function readPages<Page>(
	job: Job,
	read: (pool: Pool, request: Dispatcher.RequestOptions) => Promise<Page>,
): Promise<Page[]> {
	const pageCount = Math.ceil(job.events / job.pageSize);
	const requests = Array.from({ length: pageCount }, (_, index) => requestFor(job, index + 1));
	return await sendAll(job.url, requests, read);
}

function requestFor({ generation, key, pageSize }: Job, page: number): Dispatcher.RequestOptions {
	return {
		method: 'POST',
		path: eventsPaths[generation],
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify(pageRequestBody(generation, pageSize, page)),
	};
}
