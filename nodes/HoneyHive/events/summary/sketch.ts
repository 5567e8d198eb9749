/** How far a percentile of a sketch may be from the exact one, as a share of it. */
export const sketchError = 0.01;

/** The upper end of a bucket divided by its lower end, so that its middle is within the error of both. */
const growth = (1 + sketchError) / (1 - sketchError);

const logOfGrowth = Math.log(growth);

/** Milliseconds. A shorter duration than a picosecond counts as zero. */
const minValueMs = 1e-9;

/**
 * Counts the numbers in many narrow buckets, which are wider for larger numbers. That is enough for any
 * percentile within `sketchError`, in memory that depends on how far the numbers are apart and not on
 * how many there are (C. Masson et al., DDSketch, 2019). From a microsecond to a day, there are about
 * 1,300 buckets.
 */
export class LogSketch {
	private readonly counts = new Map<number, number>();

	/** @param value not negative */
	add(value: number): void {
		const bucket = value < minValueMs ? -Infinity : Math.ceil(Math.log(value) / logOfGrowth);
		this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1);
	}

	/**
	 * The numbers at these ranks, each within `sketchError`.
	 *
	 * @param ranks counted from 1 in ascending order, up to how many numbers there are
	 */
	valuesAt(ranks: readonly number[]): number[] {
		const buckets = [...this.counts].sort(([one], [other]) => (one < other ? -1 : 1));
		return ranks.map((rank) => middleOf(bucketAt(buckets, rank)));
	}
}

function bucketAt(buckets: ReadonlyArray<readonly [number, number]>, rank: number): number {
	let passed = 0;
	for (const [bucket, count] of buckets) {
		passed += count;
		if (passed >= rank) return bucket;
	}
	throw new RangeError(`There is no number ${rank} in the sketch`);
}

/** The number that is as far from the lower end of a bucket as from its upper end, in proportion. */
function middleOf(bucket: number): number {
	return bucket === -Infinity ? 0 : (2 * growth ** bucket) / (growth + 1);
}
