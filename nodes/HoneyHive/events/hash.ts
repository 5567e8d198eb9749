import { createHash } from 'node:crypto';

/** Characters of a hash: 60 bits, so that even 50,000 of them are practically never ambiguous. */
export const hashLength = 10;

/** A short name for a text. */
export function hashOf(text: string): string {
	return createHash('sha1').update(text).digest('base64url').slice(0, hashLength);
}
