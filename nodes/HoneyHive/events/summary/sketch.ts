/** How far a percentile of a sketch may be from the true one, as a share of it. */
export const sketchError = 0.01;

/** Each bucket's upper end is so many times its lower end: its middle is within the error of both. */
const growth = (1 + sketchError) / (1 - sketchError);

const logOfGrowth = Math.log(growth);

/** A picosecond in milliseconds: less than that is nothing. */
const smallest = 1e-9;

/**
 * How many numbers lie in each of many narrow stretches, which are wider where the numbers are
 * larger: enough to give any percentile within `sketchError`, in memory that depends on how far the
 * numbers are apart and not on how many there are (C. Masson et al., DDSketch, 2019). From a
 * microsecond to a day, in milliseconds, there are about 1,300 stretches.
 */
export class LogSketch {
	private readonly counts = new Map<number, number>();

	/** @param value not below zero */
	add(value: number): void {
		const stretch = value < smallest ? -Infinity : Math.ceil(Math.log(value) / logOfGrowth);
		this.counts.set(stretch, (this.counts.get(stretch) ?? 0) + 1);
	}

	/**
	 * The numbers at these places, each within `sketchError`.
	 *
	 * @param ranks counted from 1 in ascending order, up to how many numbers there are
	 */
	valuesAt(ranks: readonly number[]): number[] {
		const stretches = [...this.counts].sort(([one], [other]) => (one < other ? -1 : 1));
		return ranks.map((rank) => middleOf(stretchOf(stretches, rank)));
	}
}

function stretchOf(stretches: ReadonlyArray<readonly [number, number]>, rank: number): number {
	let passed = 0;
	for (const [stretch, count] of stretches) {
		passed += count;
		if (passed >= rank) return stretch;
	}
	throw new RangeError(`There is no number ${rank} in the sketch`);
}

/** The number that is as far from the lower end of a stretch as from its upper one, in proportion. */
function middleOf(stretch: number): number {
	return stretch === -Infinity ? 0 : (2 * growth ** stretch) / (growth + 1);
}
