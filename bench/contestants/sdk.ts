import { HoneyHive } from 'honeyhive';

import { PROJECT } from '../server/api';
import { digestOf } from '../measure/digest';
import type { Entrant } from '../protocol';

type GetEvents = HoneyHive['events']['getEvents'];
type SdkEvent = NonNullable<Awaited<ReturnType<GetEvents>>['events']>[number];

/** HoneyHive's official SDK, page after page. It speaks the export route only. */
export const entrant: Entrant<SdkEvent[]> = {
	exportAll: async ({ url, key, pageSize }) => {
		const { events } = new HoneyHive({ bearerAuth: key, serverURL: url });
		const all: SdkEvent[] = [];
		for (let page = 1; ; page++) {
			const answer = await events.getEvents({
				project: PROJECT,
				filters: [],
				limit: pageSize,
				page,
			});
			const found = answer.events ?? [];
			for (const event of found) all.push(event);
			if (found.length < pageSize) return all;
		}
	},
	proofOf: async (events) => await digestOf(events.map(asSent)),
};

/** The SDK renames the top-level fields: back to what the server calls them. */
function asSent(event: SdkEvent): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(event).map(([name, value]) => [
			name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
			value,
		]),
	);
}
