import fc from 'fast-check';

import { earliest, latest, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { bisect, cut, isIndivisible, join } from '../../../../nodes/HoneyHive/events/reading/range';
import { runs } from './scenario';

const moment = fc.integer({ min: earliest, max: latest });

const anyRange: fc.Arbitrary<TimeRange> = fc
	.record({ one: moment, other: moment, open: fc.constantFrom('', 'from', 'to', 'both') })
	.map(({ one, other, open }) => ({
		...(open !== 'from' && open !== 'both' && { from: Math.min(one, other) }),
		...(open !== 'to' && open !== 'both' && { to: Math.max(one, other) }),
	}));

describe('cut', () => {
	it('returns ranges that share their ends, newest first, and together cover the whole range', () => {
		fc.assert(
			fc.property(anyRange, fc.array(moment, { maxLength: 20 }), (range, moments) => {
				const ranges = cut(range, moments);

				expect(ranges[0]?.to).toBe(range.to);
				expect(ranges.at(-1)?.from).toBe(range.from);
				ranges.slice(1).forEach((older, index) => expect(older.to).toBe(ranges[index]?.from));
				for (const { from = -Infinity, to = Infinity } of ranges.slice(0, -1)) {
					expect(from).toBeLessThan(to);
				}
			}),
			runs(300),
		);
	});

	it('never returns a range that is reversed once its open ends are filled in', () => {
		fc.assert(
			fc.property(anyRange, fc.array(fc.integer(), { maxLength: 20 }), (range, moments) => {
				for (const { from = earliest, to = latest } of cut(range, moments)) {
					expect(from).toBeLessThanOrEqual(to);
				}
			}),
			runs(300),
		);
	});
});

describe('bisect', () => {
	it('halves any range until it is indivisible', () => {
		fc.assert(
			fc.property(moment, moment, (one, other) => {
				let range: TimeRange = { from: Math.min(one, other), to: Math.max(one, other) };
				let halvings = 0;
				for (; !isIndivisible(range); halvings++) {
					const halves = bisect(range);
					expect(halves).toHaveLength(2);
					range = halves[halvings % 2] ?? {};
				}
				expect(halvings).toBeLessThan(45);
			}),
			runs(300),
		);
	});

	it('does not halve a range with an open end', () => {
		expect(bisect({ from: 5 })).toEqual([{ from: 5 }]);
		expect(bisect({ to: 5 })).toEqual([{ to: 5 }]);
		expect(bisect({})).toEqual([{}]);
	});
});

describe('isIndivisible', () => {
	it('is true for two milliseconds or less, because neighboring ranges share their ends', () => {
		expect(isIndivisible({ from: 1000, to: 1002 })).toBe(true);
		expect(isIndivisible({ from: 1000, to: 1003 })).toBe(false);
		expect(isIndivisible({ from: 1000 })).toBe(false);
	});
});

describe('join', () => {
	it('restores a range that was cut, in any order', () => {
		fc.assert(
			fc.property(anyRange, fc.array(moment, { maxLength: 20 }), (range, moments) => {
				const ranges = cut(range, moments);
				expect(join([...ranges].reverse())).toEqual([range]);
				expect(join([...ranges, ...ranges])).toEqual([range]);
			}),
			runs(200),
		);
	});

	it('keeps ranges separate that do not touch', () => {
		const ranges = [{ from: 30 }, { to: 10 }, { from: 12, to: 20 }, { from: 15, to: 18 }];
		expect(join(ranges)).toEqual([{ to: 10 }, { from: 12, to: 20 }, { from: 30 }]);
	});

	it('joins all ranges into one without ends if any has none', () => {
		expect(join([{ from: 1, to: 2 }, {}, { from: 5 }])).toEqual([{}]);
	});
});
