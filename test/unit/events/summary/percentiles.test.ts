import fc from 'fast-check';

import { Percentiles } from '../../../../nodes/HoneyHive/events/summary/percentiles';
import { sketchError } from '../../../../nodes/HoneyHive/events/summary/sketch';

/** The documented limit: percentiles of more values are estimates. */
const maxExact = 1000;

const percents = [50, 95, 99];

function percentilesOf(values: readonly number[]): Array<number | null> {
	const percentiles = new Percentiles();
	for (const value of values) percentiles.add(value);
	return percentiles.at(percents);
}

/** For each percentage, the smallest value that at least this share of all values does not exceed. */
function nearestRanks(values: readonly number[]): number[] {
	const sorted = [...values].sort((one, other) => one - other);
	return percents.map(
		(percent) => sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length) ?? NaN,
	);
}

const duration = fc.oneof(
	fc.double({ min: 1e-9, max: 1e7, noNaN: true }),
	fc.double({ min: 1e-9, max: 1e-3, noNaN: true }),
	fc.integer({ min: 0, max: 5 }),
);

/** More values than are kept exactly, built from a few so that a counterexample stays short. */
const many = fc
	.tuple(fc.array(duration, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 700 }))
	.map(([few, more]) =>
		Array.from(
			{ length: maxExact + more },
			(_, index) => (few[index % few.length] ?? 0) * (1 + (index % 97) / 50),
		),
	);

describe('Percentiles', () => {
	it('are null without values', () => {
		expect(percentilesOf([])).toEqual([null, null, null]);
	});

	it('are exact for few values', () => {
		fc.assert(
			fc.property(fc.array(duration, { minLength: 1, maxLength: 120 }), (values) => {
				expect(percentilesOf(values)).toEqual(nearestRanks(values));
			}),
		);
	});

	it('are exact for up to 1,000 values, and estimates for more', () => {
		const values = Array.from({ length: maxExact }, (_, index) => 100 + index);
		expect(percentilesOf(values)).toEqual([599, 1049, 1089]);
		expect(percentilesOf([...values, 2000])).not.toEqual(nearestRanks([...values, 2000]));
	});

	it('stay within the error of the sketch for more than 1,000 values', () => {
		fc.assert(
			fc.property(many, (values) => {
				const exact = nearestRanks(values);
				for (const [index, found] of percentilesOf(values).entries()) {
					const truth = exact[index] ?? NaN;
					// The last digit of a logarithm can be wrong.
					expect(Math.abs(Number(found) - truth)).toBeLessThanOrEqual(
						truth * sketchError * (1 + 1e-9),
					);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('do not depend on the order of the values', () => {
		fc.assert(
			fc.property(many, (values) => {
				const odd = values.filter((_, index) => index % 2 === 1);
				const even = values.filter((_, index) => index % 2 === 0);
				expect(percentilesOf([...odd.reverse(), ...even])).toEqual(percentilesOf(values));
			}),
			{ numRuns: 30 },
		);
	});
});
