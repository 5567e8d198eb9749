import { createHash } from 'node:crypto';

import type { Event, EventsDigest } from '../protocol';

const sampleSize = 50;

/**
 * Summarizes events while reading them, without keeping them all in memory.
 *
 * @param fields the fields that the events have, if they are not complete
 */
export async function digestEvents(
	events: AsyncIterable<Event> | Iterable<Event>,
	fields?: readonly string[],
): Promise<EventsDigest> {
	const ids: string[] = [];
	const sample: Event[] = [];
	for await (const event of events) {
		ids.push(idOf(event));
		addToSample(sample, event);
	}
	return {
		count: ids.length,
		idsHash: createHash('sha256').update(ids.sort().join('\n')).digest('hex'),
		sample,
		...(fields && { fields }),
	};
}

/** Keeps the sample at the events with the lowest IDs, which do not depend on the order of reading. */
function addToSample(sample: Event[], event: Event): void {
	const highest = sample[sampleSize - 1];
	if (highest && idOf(event) >= idOf(highest)) return;
	sample.push(event);
	sample.sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
	sample.splice(sampleSize);
}

function idOf(event: Event): string {
	return String(event.event_id);
}
