import fc from 'fast-check';

import { earliest, latest, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { bisect, cut, isIndivisible, join } from '../../../../nodes/HoneyHive/events/reading/range';
import { runs } from './scenario';

const moment = fc.integer({ min: earliest, max: latest });

const ranges: fc.Arbitrary<TimeRange> = fc
	.record({ one: moment, other: moment, open: fc.constantFrom('', 'from', 'to', 'both') })
	.map(({ one, other, open }) => ({
		...(open !== 'from' && open !== 'both' && { from: Math.min(one, other) }),
		...(open !== 'to' && open !== 'both' && { to: Math.max(one, other) }),
	}));

describe('Cutting a range', () => {
	it('makes parts that share their ends, newest first, and that together are the range', () => {
		fc.assert(
			fc.property(ranges, fc.array(moment, { maxLength: 20 }), (range, moments) => {
				const parts = cut(range, moments);

				expect(parts[0]?.to).toBe(range.to);
				expect(parts.at(-1)?.from).toBe(range.from);
				parts.slice(1).forEach((part, index) => expect(part.to).toBe(parts[index]?.from));
				for (const { from = -Infinity, to = Infinity } of parts.slice(0, -1)) {
					expect(from).toBeLessThan(to);
				}
			}),
			runs(300),
		);
	});

	it('never makes a part whose ends are reversed once an open end is filled in', () => {
		fc.assert(
			fc.property(ranges, fc.array(fc.integer(), { maxLength: 20 }), (range, moments) => {
				for (const { from = earliest, to = latest } of cut(range, moments)) {
					expect(from).toBeLessThanOrEqual(to);
				}
			}),
			runs(300),
		);
	});

	it('halves any range until it is indivisible', () => {
		fc.assert(
			fc.property(moment, moment, (one, other) => {
				let range: TimeRange = { from: Math.min(one, other), to: Math.max(one, other) };
				let halvings = 0;
				for (; !isIndivisible(range); halvings++) {
					const parts = bisect(range);
					expect(parts).toHaveLength(2);
					range = parts[halvings % 2] ?? {};
				}
				expect(halvings).toBeLessThan(45);
			}),
			runs(300),
		);
	});

	it('divides down to a millisecond and the ends that its neighbors share', () => {
		expect(isIndivisible({ from: 1000, to: 1002 })).toBe(true);
		expect(isIndivisible({ from: 1000, to: 1003 })).toBe(false);
		expect(isIndivisible({ from: 1000 })).toBe(false);
	});

	it('does not halve a range with an open end', () => {
		expect(bisect({ from: 5 })).toEqual([{ from: 5 }]);
		expect(bisect({ to: 5 })).toEqual([{ to: 5 }]);
		expect(bisect({})).toEqual([{}]);
	});
});

describe('Joining ranges', () => {
	it('restores a range that was cut, in whatever order its parts come', () => {
		fc.assert(
			fc.property(ranges, fc.array(moment, { maxLength: 20 }), (range, moments) => {
				const parts = cut(range, moments);
				expect(join([...parts].reverse())).toEqual([range]);
				expect(join([...parts, ...parts])).toEqual([range]);
			}),
			runs(200),
		);
	});

	it('keeps ranges apart that do not touch', () => {
		const ranges = [{ from: 30 }, { to: 10 }, { from: 12, to: 20 }, { from: 15, to: 18 }];
		expect(join(ranges)).toEqual([{ to: 10 }, { from: 12, to: 20 }, { from: 30 }]);
	});

	it('joins everything into a range without ends', () => {
		expect(join([{ from: 1, to: 2 }, {}, { from: 5 }])).toEqual([{}]);
	});
});
