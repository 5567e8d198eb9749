/**
 * A sum without rounding: it is the same to the last digit in whatever order numbers are added. It keeps
 * what a floating-point addition would lose as a number of its own (J. R. Shewchuk, Adaptive Precision
 * Floating-Point Arithmetic, 1997). It never needs more than a handful of them.
 */
export class ExactSum {
	/** Numbers whose bits do not overlap, the smallest first. */
	private readonly parts: number[] = [];

	add(value: number): void {
		const { parts } = this;
		let sum = value;
		let kept = 0;
		for (const part of parts) {
			const [larger, smaller] = Math.abs(sum) < Math.abs(part) ? [part, sum] : [sum, part];
			sum = larger + smaller;
			const lost = smaller - (sum - larger);
			if (lost !== 0) parts[kept++] = lost;
		}
		parts.length = kept;
		parts.push(sum);
	}

	/** The number nearest to the true sum. */
	get value(): number {
		let sum = 0;
		for (let index = this.parts.length - 1; index >= 0; index--) {
			const part = this.parts[index] ?? 0;
			const total = sum + part;
			const lost = part - (total - sum);
			if (lost !== 0) return breakTie(total, lost, this.parts[index - 1] ?? 0);
			sum = total;
		}
		return sum;
	}
}

/** The rest may lie halfway between two numbers: the next smaller part decides which one is nearer. */
function breakTie(total: number, lost: number, next: number): number {
	const further = total + 2 * lost;
	const isHalfWay = further - total === 2 * lost;
	return isHalfWay && lost * next > 0 ? further : total;
}

/**
 * Removes the digits that binary fractions add to a decimal number: 0.1 and 0.2 make 0.3. A number is
 * precise to fifteen digits. Whole numbers stay as they are.
 */
export function asDecimal(value: number): number {
	return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}
