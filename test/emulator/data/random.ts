/**
 * Randomness that can be asked for anywhere: the same (seed, stream) gives the same numbers, so any
 * event of a million can be made on its own, without making the ones before it.
 */

// Taken out of Math once: a global looked up in a hot loop is slow where globals are proxied, as under Jest.
const { imul, floor } = Math;

/** A bijection of 32-bit integers (the finalizer of MurmurHash3): scatters, loses nothing. */
export function scatter(value: number): number {
	let h = value >>> 0;
	h ^= h >>> 16;
	h = imul(h, 0x85ebca6b);
	h ^= h >>> 13;
	h = imul(h, 0xc2b2ae35);
	h ^= h >>> 16;
	return h >>> 0;
}

/** The inverse of {@link scatter}: how an event is found by its id without a table of ids. */
export function gather(value: number): number {
	let h = value >>> 0;
	h ^= h >>> 16;
	h = imul(h, 0x7ed1b41d);
	h ^= (h >>> 13) ^ (h >>> 26);
	h = imul(h, 0xa5cb9243);
	h ^= h >>> 16;
	return h >>> 0;
}

/** A small generator (mulberry32), one per stream. */
export class Random {
	private state: number;

	constructor(seed: number, stream: number, substream = 0) {
		this.state = scatter(scatter(scatter(seed) ^ stream) + substream);
	}

	/** From 0 (inclusive) to 1 (exclusive). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let t = imul(this.state ^ (this.state >>> 15), 1 | this.state);
		t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number from `low` to `high`, both possible. */
	whole(low: number, high: number): number {
		return low + floor(this.next() * (high - low + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(choices: readonly [T, ...T[]]): T {
		return choices[floor(this.next() * choices.length)] ?? choices[0];
	}
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(word: number): string {
	return (
		(HEX[word >>> 24] ?? '') +
		(HEX[(word >>> 16) & 255] ?? '') +
		(HEX[(word >>> 8) & 255] ?? '') +
		(HEX[word & 255] ?? '')
	);
}

/** A valid version 4 UUID that belongs to (seed, index) alone: its first 32 bits are the index, scattered. */
export function uuidOf(seed: number, index: number): string {
	const key = scatter(seed);
	const first = scatter((index ^ key) >>> 0);
	const second = scatter(first + key);
	const third = scatter(second ^ index);
	const fourth = scatter(third + 0x9e3779b9);
	const middle = hex(((second & 0xffff0fff) | 0x4000) >>> 0);
	const tail = hex(((third & 0x3fffffff) | 0x80000000) >>> 0);
	return `${hex(first)}-${middle.slice(0, 4)}-${middle.slice(4)}-${tail.slice(0, 4)}-${tail.slice(4)}${hex(fourth)}`;
}

/** The index of a {@link uuidOf}, or undefined when the text is no id of this seed. */
export function indexOfUuid(seed: number, uuid: string): number | undefined {
	const first = Number.parseInt(uuid.slice(0, 8), 16);
	if (Number.isNaN(first)) return undefined;
	const index = (gather(first) ^ scatter(seed)) >>> 0;
	return uuidOf(seed, index) === uuid ? index : undefined;
}
