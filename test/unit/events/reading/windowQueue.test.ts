import { waitingWindow, completeWindow } from '../../../../nodes/HoneyHive/events/reading/window';
import { WindowQueue } from '../../../../nodes/HoneyHive/events/reading/windowQueue';
import type { TimeRange } from '../../../../nodes/HoneyHive/events/time';

const day = 86_400_000;
const month = { from: 0, to: 30 * day };

const pageSize = 10;
const attempt = { limit: pageSize, reductions: 0 };
const events = (length: number) => Array.from({ length }, () => ({}));

const waiting = (range: TimeRange, density?: number) =>
	waitingWindow(range, attempt, {
		density,
		expected: density && density * ((range.to ?? 0) - (range.from ?? 0)),
	});
const read = (range: TimeRange, count: number) => completeWindow(range, events(count), attempt);

/** A queue whose first window, the whole month, is being read. */
function started({
	order = 'newestFirst' as 'newestFirst' | 'oldestFirst',
	maxAhead = () => Infinity,
} = {}) {
	const queue = new WindowQueue(month, {
		order,
		firstLimit: pageSize,
		pageSize,
		maxAhead,
	});
	const whole = queue.startNext();
	if (!whole) throw new Error('The queue has no window to start');
	return { queue, whole };
}

describe('WindowQueue', () => {
	it.each([
		['newestFirst', [30, 20, 10]],
		['oldestFirst', [10, 20, 30]],
	] as const)('returns windows in order (%s), whichever is read first', (order, ends) => {
		const { queue, whole } = started({ order });
		const ranges = [30, 20, 10].map((end) => ({ from: (end - 10) * day, to: end * day }));
		queue.replace(
			whole,
			ranges.map((range) => waiting(range)),
		);
		const windows = ends.map(() => queue.startNext());
		expect(queue.takeDone()).toBeUndefined();
		for (const window of windows.reverse()) {
			if (window) queue.replace(window, [read(window.range, 1)]);
		}

		const done = ends.map(() => queue.takeDone()?.range.to);
		expect(done).toEqual(ends.map((end) => end * day));
		expect(queue.isEmpty).toBe(true);
	});

	it('starts only what the output waits for once twice as many events as planned are buffered', () => {
		let maxAhead = 24;
		const { queue, whole } = started({ maxAhead: () => maxAhead });
		queue.replace(whole, [
			waiting({ from: 20 * day, to: 30 * day }),
			read({ from: 10 * day, to: 20 * day }, 50),
			waiting({ from: 0, to: 10 * day }),
		]);

		expect(queue.startNext()?.range.to).toBe(30 * day);
		expect(queue.startNext()).toBeUndefined();
		maxAhead = 80;
		expect(queue.startNext()?.range.to).toBe(10 * day);
	});

	it('starts no window that is expected to be too far ahead of the output', () => {
		let maxAhead = 15;
		const { queue, whole } = started({ maxAhead: () => maxAhead });
		queue.replace(
			whole,
			[30, 20, 10].map((end) => waiting({ from: (end - 10) * day, to: end * day }, 1 / day)),
		);

		expect([queue.startNext()?.range.to, queue.startNext()?.range.to]).toEqual([
			30 * day,
			20 * day,
		]);
		expect(queue.startNext()).toBeUndefined();
		maxAhead = 21;
		expect(queue.startNext()?.range.to).toBe(10 * day);
	});

	it.each(['newestFirst', 'oldestFirst'] as const)(
		'divides windows until every worker has one and one more waits, without gaps (%s)',
		(order) => {
			const { queue, whole } = started({ order });
			queue.replace(whole, [waiting(month, 1000 / day)]);
			queue.divideFor(5);

			const startedRanges = Array.from({ length: 6 }, () => queue.startNext()?.range);
			const [remainder] = startedRanges;
			expect(remainder?.from).toBe(month.from);
			expect(queue.startNext()).toBeUndefined();

			const ranges = [...startedRanges].sort((one, other) => (other?.to ?? 0) - (one?.to ?? 0));
			expect(ranges[0]?.to).toBe(month.to);
			expect(ranges.at(-1)?.from).toBe(month.from);
			ranges.slice(1).forEach((range, index) => {
				expect(range?.to).toBe(ranges[index]?.from);
			});
		},
	);

	it('does not divide windows with few events or with an unknown number of events', () => {
		for (const density of [undefined, pageSize / day / 30]) {
			const { queue, whole } = started();
			queue.replace(whole, [waiting(month, density)]);
			queue.divideFor(5);
			expect(queue.startNext()?.range).toEqual(month);
			expect(queue.startNext()).toBeUndefined();
		}
	});

	it('ignores windows that replace one that was already replaced', () => {
		const { queue, whole } = started();
		queue.replace(whole, [read(month, 3)]);
		queue.replace(whole, [waiting(month)]);
		expect(queue.takeDone()?.events).toHaveLength(3);
		expect(queue.isEmpty).toBe(true);
	});
});
