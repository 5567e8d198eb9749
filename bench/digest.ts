import { createHash } from 'node:crypto';

import type { Digest, Event } from './protocol';

const sampled = 50;

export function digestOf(events: Iterable<Event>): Digest {
	const byId = new Map<string, Event>();
	let count = 0;
	for (const event of events) {
		byId.set(String(event.event_id), event);
		count++;
	}
	const ids = [...byId.keys()].sort();
	return {
		count,
		ids: createHash('sha256').update(ids.join('\n')).digest('hex'),
		sample: ids.slice(0, sampled).map((id) => byId.get(id) ?? {}),
	};
}
