import fc from 'fast-check';

import { asDecimal, ExactSum } from '../../../../nodes/HoneyHive/events/summary/sum';

function sumOf(values: readonly number[]): number {
	const sum = new ExactSum();
	for (const value of values) sum.add(value);
	return sum.value;
}

/** Multiples of 2^-90 below 2^60, so that a BigInt can hold their exact sum. */
const number = fc
	.double({ min: 2 ** -30, max: 2 ** 60, noNaN: true })
	.chain((size) => fc.constantFrom(size, -size, 0));

const scale = 2 ** 90;

describe('ExactSum', () => {
	it('returns the number nearest to the true sum', () => {
		fc.assert(
			fc.property(fc.array(number, { maxLength: 60 }), (values) => {
				const exact = values.reduce((sum, value) => sum + BigInt(value * scale), 0n);
				expect(sumOf(values) + 0).toBe(Number(exact) / scale);
			}),
			{ numRuns: 1000 },
		);
	});

	it('does not depend on the order of the numbers', () => {
		const values = fc.array(number, { maxLength: 60 });
		const shuffled = values.chain((one) =>
			fc.tuple(
				fc.constant(one),
				fc.shuffledSubarray(one, { minLength: one.length, maxLength: one.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([one, other]) => {
				expect(sumOf(other)).toBe(sumOf(one));
			}),
		);
	});

	it.each([
		[[1e16, 1, -1e16], 1],
		[[1, 1e100, 1, -1e100], 2],
		[[2 ** 53, 1, 2 ** -20], 2 ** 53 + 2],
		[Array(10).fill(0.1), 1],
		[[], 0],
	])('adds up %j to %d', (values, expected) => {
		expect(sumOf(values)).toBe(expected);
	});
});

describe('asDecimal', () => {
	it('rounds off the digits that binary fractions add, and keeps whole numbers', () => {
		expect(asDecimal(sumOf([0.1, 0.2]))).toBe(0.3);
		expect(asDecimal(2 ** 53 - 1)).toBe(2 ** 53 - 1);
	});

	it('returns the true sum of amounts in millionths', () => {
		const amounts = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 200 });
		fc.assert(
			fc.property(amounts, (millionths) => {
				const total = millionths.reduce((sum, amount) => sum + amount, 0);
				expect(asDecimal(sumOf(millionths.map((amount) => amount / 1e6)))).toBe(total / 1e6);
			}),
		);
	});
});
