import { createHash } from 'node:crypto';

import type { Digest, Event } from '../protocol';

const sampled = 50;

/**
 * Keeps no events but the sample, so that there may be any number of them.
 *
 * @param fields what the events have, where they are not whole
 */
export async function digestOf(
	events: AsyncIterable<Event> | Iterable<Event>,
	fields?: readonly string[],
): Promise<Digest> {
	const ids: string[] = [];
	const lowest: Event[] = [];
	for await (const event of events) {
		ids.push(idOf(event));
		keepLowest(lowest, event);
	}
	return {
		count: ids.length,
		ids: createHash('sha256').update(ids.sort().join('\n')).digest('hex'),
		sample: lowest,
		...(fields && { fields }),
	};
}

/** Adds the event to the sample where its id is among the lowest. */
function keepLowest(lowest: Event[], event: Event): void {
	const highest = lowest[sampled - 1];
	if (highest && idOf(event) >= idOf(highest)) return;
	lowest.push(event);
	lowest.sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
	lowest.splice(sampled);
}

function idOf(event: Event): string {
	return String(event.event_id);
}
