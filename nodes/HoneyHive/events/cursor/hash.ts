const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters of a hash: six bits each. */
export const hashLength = 10;

/**
 * A short name for a text: 60 bits in ten characters. Among 50,000 of them a new text meets one that
 * is not its own once in 20,000,000,000,000 times. Two lanes of 32 bits, each finished as MurmurHash3
 * finishes its own (Austin Appleby, public domain).
 */
export function hashOf(text: string): string {
	let one = 0x9e3779b9;
	let other = 0x85ebca6b;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		one = Math.imul(one ^ code, 0x01000193);
		other = Math.imul(other ^ code, 0x5bd1e995) ^ (other >>> 13);
	}
	return write(finish(one ^ text.length)) + write(finish(other ^ one));
}

function finish(lane: number): number {
	let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}

/** The upper 30 bits, six at a time. */
function write(lane: number): string {
	return [26, 20, 14, 8, 2].map((shift) => alphabet[(lane >>> shift) & 63]).join('');
}
