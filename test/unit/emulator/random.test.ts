import * as fc from 'fast-check';
import { arrange, newestFirst, shuffled } from '../../emulator/data/order';
import { gather, indexOfUuid, Random, scatter, uuidOf } from '../../emulator/data/random';

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('Seeded randomness', () => {
	it('maps different numbers to different numbers', () => {
		fc.assert(fc.property(word, (value) => gather(scatter(value)) === value));
	});

	it('creates valid UUIDs that lead back to their index for the same seed only', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 0, max: 2 ** 31 }), (seed, index) => {
				const id = uuidOf(seed, index);
				expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
				expect(indexOfUuid(seed, id)).toBe(index);
				expect(indexOfUuid(seed + 1, id)).toBeUndefined();
			}),
		);
		expect(indexOfUuid(1, 'no id')).toBeUndefined();
	});

	it('is evenly distributed, repeatable and different for each stream', () => {
		const draw = (stream: number): number[] => {
			const random = new Random(1, stream);
			return Array.from({ length: 2000 }, () => random.next());
		};
		const mean = draw(1).reduce((sum, value) => sum + value, 0) / 2000;
		expect(mean).toBeGreaterThan(0.45);
		expect(mean).toBeLessThan(0.55);
		expect(draw(1)).toEqual(draw(1));
		expect(draw(1)).not.toEqual(draw(2));
	});
});

describe('The order of generated events', () => {
	it('puts each index at exactly one place when shuffled', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 0, max: 300 }), (seed, count) => {
				const { at, positionOf } = shuffled(seed, count);
				expect(Array.from(at).sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
				expect(Array.from(at, (index) => positionOf[index])).toEqual([...at.keys()]);
			}),
		);
	});

	it('agrees with a plain sort by time, with events without a time last', () => {
		const time = fc.oneof(
			fc.integer({ min: 0, max: 3 }),
			fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
			fc.constant(NaN),
		);
		fc.assert(
			fc.property(fc.array(time, { maxLength: 60 }), (times) => {
				const { at } = newestFirst(Float64Array.from(times));
				const sorted = Array.from(at, (index) => times[index] ?? NaN);
				const key = (value: number): number => (Number.isNaN(value) ? -Infinity : value);
				const plain = [...times].sort((a, b) => (key(a) === key(b) ? 0 : key(b) - key(a)));
				expect(sorted).toEqual(plain);
				expect(new Set(at).size).toBe(times.length);
			}),
		);
	});

	it('keeps the relative order in a part', () => {
		const order = shuffled(4, 50);
		const part = Uint32Array.from([3, 9, 27, 41]);
		expect(Array.from(arrange(part, order))).toEqual(
			Array.from(order.at).filter((index) => part.includes(index)),
		);
	});
});
