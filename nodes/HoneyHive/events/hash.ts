import { createHash } from 'node:crypto';

/** Characters of a hash: 60 bits, so that even 50,000 of them are practically never ambiguous. */
export const hashLength = 10;

/** A short name for a text. */
export function hashOf(text: string): string {
	return createHash('sha1').update(text).digest('base64url').slice(0, hashLength);
}

/** Numbers below this: their sums stay exact. */
export const hashNumbers = 2 ** 48;

/** A number for a text, from 0 up to, but not including, `hashNumbers`. */
export function hashNumberOf(text: string): number {
	return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}
