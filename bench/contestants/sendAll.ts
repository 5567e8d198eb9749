import { Pool, type Dispatcher } from 'undici';

import { defaultConcurrency } from '../../nodes/HoneyHive/events/reading/source.js';

/**
 * Sends requests over reused connections, from the start as many at a time as the node may at most.
 *
 * @returns the results of `send`, in the order of the requests
 */
export async function sendAll<Result>(
	url: string,
	requests: readonly Dispatcher.RequestOptions[],
	send: (pool: Pool, request: Dispatcher.RequestOptions) => Promise<Result>,
): Promise<Result[]> {
	const pool = new Pool(url, { connections: defaultConcurrency });
	const results: Result[] = [];
	const waiting = requests.entries();
	const sendRemaining = async () => {
		for (const [index, request] of waiting) results[index] = await send(pool, request);
	};
	await Promise.all(Array.from({ length: defaultConcurrency }, sendRemaining));
	await pool.close();
	return results;
}
