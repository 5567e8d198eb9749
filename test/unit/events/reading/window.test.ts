import fc from 'fast-check';

import { earliest, latest, type TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { bisect, cut, isAtomic, join } from '../../../../nodes/HoneyHive/events/reading/window';
import { runs } from './scenario';

const moment = fc.integer({ min: earliest, max: latest });

const windows: fc.Arbitrary<TimeRange> = fc
	.record({ one: moment, other: moment, open: fc.constantFrom('', 'from', 'to', 'both') })
	.map(({ one, other, open }) => ({
		...(open !== 'from' && open !== 'both' && { from: Math.min(one, other) }),
		...(open !== 'to' && open !== 'both' && { to: Math.max(one, other) }),
	}));

describe('Cutting a window', () => {
	it('makes parts that share their ends, newest first, and together are the window', () => {
		fc.assert(
			fc.property(windows, fc.array(moment, { maxLength: 20 }), (window, moments) => {
				const parts = cut(window, moments);

				expect(parts[0]?.to).toBe(window.to);
				expect(parts.at(-1)?.from).toBe(window.from);
				parts.slice(1).forEach((part, index) => expect(part.to).toBe(parts[index]?.from));
				for (const { from = -Infinity, to = Infinity } of parts.slice(0, -1)) {
					expect(from).toBeLessThan(to);
				}
			}),
			runs(300),
		);
	});

	it('never leaves a part as large as the window, nor one that is reversed once an open end is filled in', () => {
		fc.assert(
			fc.property(windows, fc.array(fc.integer(), { maxLength: 20 }), (window, moments) => {
				for (const { from = earliest, to = latest } of cut(window, moments)) {
					expect(from).toBeLessThanOrEqual(to);
				}
			}),
			runs(300),
		);
	});

	it('halves until a window cannot be cut, however wide it was', () => {
		fc.assert(
			fc.property(moment, moment, (one, other) => {
				let window: TimeRange = { from: Math.min(one, other), to: Math.max(one, other) };
				let halvings = 0;
				for (; !isAtomic(window); halvings++) {
					const parts = bisect(window);
					expect(parts).toHaveLength(2);
					window = parts[halvings % 2] ?? {};
				}
				expect(halvings).toBeLessThan(45);
			}),
			runs(300),
		);
	});

	it('goes on to the narrowest that holds a millisecond and the ends its neighbours share', () => {
		expect(isAtomic({ from: 1000, to: 1002 })).toBe(true);
		expect(isAtomic({ from: 1000, to: 1003 })).toBe(false);
		expect(isAtomic({ from: 1000 })).toBe(false);
	});

	it('does not halve what has an open end', () => {
		expect(bisect({ from: 5 })).toEqual([{ from: 5 }]);
		expect(bisect({ to: 5 })).toEqual([{ to: 5 }]);
		expect(bisect({})).toEqual([{}]);
	});
});

describe('Joining ranges', () => {
	it('puts back together what was cut, in whatever order', () => {
		fc.assert(
			fc.property(windows, fc.array(moment, { maxLength: 20 }), (window, moments) => {
				const parts = cut(window, moments);
				expect(join([...parts].reverse())).toEqual([window]);
				expect(join([...parts, ...parts])).toEqual([window]);
			}),
			runs(200),
		);
	});

	it('leaves apart what does not touch', () => {
		const ranges = [{ from: 30 }, { to: 10 }, { from: 12, to: 20 }, { from: 15, to: 18 }];
		expect(join(ranges)).toEqual([{ to: 10 }, { from: 12, to: 20 }, { from: 30 }]);
	});

	it('lets one without ends take in all', () => {
		expect(join([{ from: 1, to: 2 }, {}, { from: 5 }])).toEqual([{}]);
	});
});
