import { LogSketch } from './sketch';

/** Percentiles are exact for up to this many numbers, which take 8 kB for a group. */
const maxExact = 1000;

/**
 * Percentiles of numbers that are added one by one, by nearest rank: the p-th percentile is the smallest
 * number that p percent of all numbers do not exceed. Exact for up to `maxExact` numbers, and within
 * `sketchError` for more. The order in which they are added makes no difference.
 */
export class Percentiles {
	/** All numbers, while they are few. */
	private exact: number[] = [];

	private sketch: LogSketch | undefined;

	private count = 0;

	/** @param value not negative */
	add(value: number): void {
		this.count += 1;
		if (this.sketch) this.sketch.add(value);
		else this.exact.push(value);
		if (this.exact.length > maxExact) this.giveUpExactness();
	}

	/** @param percents each above 0 and up to 100 @returns null for each when there are no numbers */
	at(percents: readonly number[]): Array<number | null> {
		if (this.count === 0) return percents.map(() => null);
		const ranks = percents.map((percent) => Math.ceil((percent * this.count) / 100));
		if (this.sketch) return this.sketch.valuesAt(ranks);
		const sorted = Float64Array.from(this.exact).sort();
		return ranks.map((rank) => sorted[rank - 1] ?? null);
	}

	private giveUpExactness(): void {
		this.sketch = new LogSketch();
		for (const value of this.exact) this.sketch.add(value);
		this.exact = [];
	}
}
