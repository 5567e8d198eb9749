import type { Dispatcher, Pool } from 'undici';

import { digestEvents } from '../measure/digest';
import type { Event, Exporter } from '../protocol';
import { readPages } from './readPages';

/** The minimum for items: the same responses over reused connections, and `JSON.parse`. */
export const exporter: Exporter<Event[]> = {
	exportAll: async (job) => (await readPages(job, parsePage)).flat(),
	digestOf: digestEvents,
};

async function parsePage(pool: Pool, request: Dispatcher.RequestOptions): Promise<Event[]> {
	const { body } = await pool.request(request);
	return (JSON.parse(await body.text()) as { events: Event[] }).events;
}
