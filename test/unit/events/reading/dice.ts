// Looked up once, because looking up a global in a hot loop is slow under Jest.
const { floor, imul } = Math;

/** A random number generator that returns the same sequence for the same seed. */
export class Dice {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** From 0 up to, but not including, 1. */
	next(): number {
		this.state = (this.state + 0x9e3779b9) >>> 0;
		return mix(this.state) / 2 ** 32;
	}

	/** A whole number between both ends, inclusive. */
	whole(min: number, max: number): number {
		return min + floor(this.next() * (max - min + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** A sort key that makes an order look random but stays the same for the same seed. */
	static scatter(name: string, seed: number): number {
		let hash = seed >>> 0;
		for (let index = 0; index < name.length; index++) hash = mix(hash ^ name.charCodeAt(index));
		return hash;
	}
}

function mix(value: number): number {
	let mixed = imul(value ^ (value >>> 16), 0x21f0aaad);
	mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
	return (mixed ^ (mixed >>> 15)) >>> 0;
}
