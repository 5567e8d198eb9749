import { sendAll } from '../contestants/sendAll';
import type { Updater } from '../protocol';
import { VERDICT } from '../server/api';

/** The minimum for updates: the same requests over reused connections. */
export const updater: Updater = {
	async update({ url, key, verdicts }) {
		const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
		const requests = verdicts.map(({ eventId, score }) => ({
			method: 'PUT' as const,
			path: `/v1/events/${eventId}`,
			headers,
			body: JSON.stringify({ metrics: { [VERDICT]: score } }),
		}));
		await sendAll(url, requests, async (pool, request) => {
			const { statusCode, body } = await pool.request(request);
			const text = await body.text();
			if (statusCode !== 200) throw new Error(text);
		});
	},
};
