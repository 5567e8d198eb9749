import { isDeepStrictEqual } from 'node:util';

import type { Contestant, Digest, Event, EventsDigest } from '../protocol';

/**
 * Makes sure that an export was complete and correct, because otherwise its time means nothing.
 *
 * @param expected the digest of all events on the server
 * @param responseBytes the total size of the responses that contain all events
 * @throws Error that names the contestant and says how its export differs
 */
export function checkDigest(
	contestant: Contestant,
	digest: Digest,
	expected: EventsDigest,
	responseBytes: number,
): void {
	const difference =
		'bytes' in digest
			? differenceOfBytes(digest.bytes, responseBytes)
			: differenceOfEvents(digest, expected);
	if (difference !== undefined) throw new Error(`${contestant} exported ${difference}`);
}

function differenceOfBytes(bytes: number, expected: number): string | undefined {
	return bytes === expected ? undefined : `${bytes} bytes instead of ${expected}`;
}

function differenceOfEvents(digest: EventsDigest, expected: EventsDigest): string | undefined {
	if (digest.count !== expected.count) {
		return `${digest.count} events instead of ${expected.count}`;
	}
	if (digest.idsHash !== expected.idsHash) return 'events with other IDs than those on the server';
	const { fields } = digest;
	const sample = fields ? expected.sample.map((event) => pick(event, fields)) : expected.sample;
	return isDeepStrictEqual(digest.sample, sample) ? undefined : 'events with wrong content';
}

function pick(event: Event, fields: readonly string[]): Event {
	return Object.fromEntries(fields.map((name) => [name, event[name]]));
}
