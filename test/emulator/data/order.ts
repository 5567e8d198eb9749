import { Random } from './random';

// Taken out of Math once: a global looked up in a hot loop is slow where globals are proxied, as under Jest.
const { floor } = Math;
const { isNaN: isNotANumber } = Number;

/** An order of the generated events: who is at a position, and at which position somebody is. */
export interface Order {
	at: Uint32Array;
	positionOf: Uint32Array;
}

function orderOf(at: Uint32Array): Order {
	const positionOf = new Uint32Array(at.length);
	for (let position = 0; position < at.length; position++) positionOf[at[position] ?? 0] = position;
	return { at, positionOf };
}

/** 0..count-1 in an order that looks like none but is the same every time. */
export function shuffled(seed: number, count: number): Order {
	const random = new Random(seed, 0x5aff1e);
	const at = new Uint32Array(count);
	for (let index = 0; index < count; index++) at[index] = index;
	for (let position = count - 1; position > 0; position--) {
		const other = random.whole(0, position);
		const moved = at[position] ?? 0;
		at[position] = at[other] ?? 0;
		at[other] = moved;
	}
	return orderOf(at);
}

/** Newest first; equal times in any, but always the same, order. NaN (no time) comes last. */
export function newestFirst(times: Float64Array): Order {
	return orderOf(sortByTime(times).reverse());
}

/**
 * Radix sort by 16 bits at a time: sorting a million indexes with a comparator takes a second, this
 * some 30 ms. NaN sorts as the oldest.
 */
function sortByTime(times: Float64Array): Uint32Array {
	let [least, most] = [Infinity, -Infinity];
	for (const time of times) {
		if (time < least) least = time;
		if (time > most) most = time;
	}
	const count = times.length;
	let from = new Uint32Array(count);
	for (let index = 0; index < count; index++) from[index] = index;
	let to = new Uint32Array(count);
	const digits = new Uint16Array(count);
	const ends = new Uint32Array(65_537);
	for (let unit = 1; unit <= most - least + 1; unit *= 65_536) {
		ends.fill(0);
		for (let index = 0; index < count; index++) {
			const time = times[index] ?? NaN;
			const digit = isNotANumber(time) ? 0 : floor((time - least + 1) / unit) % 65_536;
			digits[index] = digit;
			ends[digit + 1] = (ends[digit + 1] ?? 0) + 1;
		}
		for (let value = 1; value < ends.length; value++) {
			ends[value] = (ends[value] ?? 0) + (ends[value - 1] ?? 0);
		}
		for (let place = 0; place < count; place++) {
			const index = from[place] ?? 0;
			const digit = digits[index] ?? 0;
			const end = ends[digit] ?? 0;
			to[end] = index;
			ends[digit] = end + 1;
		}
		[from, to] = [to, from];
	}
	return from;
}

/** The given indexes in this order. */
export function arrange(indexes: Uint32Array, order: Order): Uint32Array {
	const positions = indexes.map((index) => order.positionOf[index] ?? 0).sort();
	return positions.map((position) => order.at[position] ?? 0);
}
