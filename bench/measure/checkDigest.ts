import { isDeepStrictEqual } from 'node:util';

import type { Contestant, Digest, Event, Proof } from '../protocol';

/**
 * Whoever brings other events than there are has no time worth comparing.
 *
 * @param answerBytes of all answers that it takes to read everything
 * @throws Error that says what was brought instead
 */
export function check(
	contestant: Contestant,
	proof: Proof,
	truth: Digest,
	answerBytes: number,
): void {
	const fault = 'bytes' in proof ? faultOfBytes(proof.bytes, answerBytes) : faultOf(proof, truth);
	if (fault !== undefined) throw new Error(`${contestant} exported ${fault}`);
}

function faultOfBytes(bytes: number, answerBytes: number): string | undefined {
	return bytes === answerBytes ? undefined : `${bytes} bytes of ${answerBytes}`;
}

function faultOf({ count, ids, sample, fields }: Digest, truth: Digest): string | undefined {
	if (count !== truth.count || ids !== truth.ids) {
		return `${count} events that are not the ${truth.count} there are`;
	}
	const expected = fields ? truth.sample.map((event) => pick(event, fields)) : truth.sample;
	return isDeepStrictEqual(sample, expected) ? undefined : 'events that differ in their content';
}

function pick(event: Event, fields: readonly string[]): Event {
	return Object.fromEntries(fields.map((name) => [name, event[name]]));
}
