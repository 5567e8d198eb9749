import { pageCuts } from '../../../../nodes/HoneyHive/events/reading/cuts';
import { cut } from '../../../../nodes/HoneyHive/events/reading/range';
import { Dice } from './dice';

const start = Date.UTC(2024, 3, 1);
const hour = 3_600_000;

/** Evenly distributed times in random order. */
function evenTimes(count: number): number[] {
	const dice = new Dice(1);
	return Array.from({ length: count }, () => start + Math.floor(dice.next() * 1000 * hour));
}

describe('pageCuts', () => {
	it('cuts evenly distributed events into about as many windows as pages', () => {
		for (const total of [300, 1000, 4000]) {
			const moments = pageCuts(evenTimes(100), total, 100);
			expect(moments.length).toBeGreaterThanOrEqual(total / 100 - 1);
			expect(moments.length).toBeLessThanOrEqual(total / 50);
		}
	});

	it('does not treat every event as a crowd when pages are small', () => {
		expect(pageCuts(evenTimes(20), 400, 20).length).toBeLessThanOrEqual(30);
	});

	it('gives a crowded millisecond a window of its own', () => {
		const crowd = start + 500 * hour;
		const times = evenTimes(100).map((time, index) => (index % 2 === 0 ? crowd : time));
		const windows = cut({ from: start, to: start + 1000 * hour }, pageCuts(times, 1000, 100));
		const crowded = windows.filter(({ from = 0, to = 0 }) => from <= crowd && crowd <= to);
		for (const { from = 0, to = 0 } of crowded) expect(to - from).toBeLessThanOrEqual(2);
	});

	it('cuts below a page that is newest first, and above one that is oldest first', () => {
		const page = Array.from({ length: 10 }, (_, index) => start - index * hour);
		for (const moment of pageCuts(page, 100, 10)) expect(moment).toBeLessThan(start);
		const oldest = start - 9 * hour;
		for (const moment of pageCuts([...page].reverse(), 100, 10)) {
			expect(moment).toBeGreaterThan(oldest);
		}
	});

	it('returns at least one cut for any total, and only a limited number for each known time', () => {
		for (const times of [[start], [start, start], evenTimes(7), evenTimes(50)]) {
			for (const total of [undefined, 0, 1, 1000, 1e6]) {
				const moments = pageCuts(times, total, 5);
				expect(moments.length).toBeGreaterThan(0);
				expect(moments.length).toBeLessThanOrEqual(16 + 3 * times.length);
				expect(moments.every(Number.isInteger)).toBe(true);
			}
		}
	});
});
