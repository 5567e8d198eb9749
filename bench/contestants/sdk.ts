import { HoneyHive } from 'honeyhive';

import { digestEvents } from '../measure/digest';
import type { Exporter } from '../protocol';
import { PROJECT } from '../server/api';

type GetEvents = HoneyHive['events']['getEvents'];
type SdkEvent = NonNullable<Awaited<ReturnType<GetEvents>>['events']>[number];

/** HoneyHive's official SDK, one page after the other. It supports only the export route. */
export const exporter: Exporter<SdkEvent[]> = {
	exportAll: async ({ url, key, pageSize }) => {
		const { events } = new HoneyHive({ bearerAuth: key, serverURL: url });
		const all: SdkEvent[] = [];
		for (let page = 1; ; page++) {
			const response = await events.getEvents({
				project: PROJECT,
				filters: [],
				limit: pageSize,
				page,
			});
			const found = response.events ?? [];
			for (const event of found) all.push(event);
			if (found.length < pageSize) return all;
		}
	},
	digestOf: async (events) => await digestEvents(events.map(asSent)),
};

/** Undoes the SDK's renaming of the top-level fields, so that the events are as the server sent them. */
function asSent(event: SdkEvent): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(event).map(([name, value]) => [
			name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
			value,
		]),
	);
}
