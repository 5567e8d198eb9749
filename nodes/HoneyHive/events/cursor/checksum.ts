import { hashNumberOf, hashNumbers } from '../hash';

/**
 * Which events there are, as one number: the same for the same events in whatever order, and another one
 * if there are more.
 *
 * @param identities what each of the events is recognized by
 */
export function checksumOf(identities: Iterable<string>): number {
	let checksum = 0;
	for (const identity of identities) checksum = addTo(checksum, identity);
	return checksum;
}

/** The checksum with one event more. */
export function addTo(checksum: number, identity: string): number {
	return (checksum + hashNumberOf(identity)) % hashNumbers;
}
