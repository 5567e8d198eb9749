import { WindowQueue } from '../../../../nodes/HoneyHive/events/reading/windowQueue';

const day = 86_400_000;
const month = { from: 0, to: 30 * day };

/** Events of which a page holds ten. */
const limit = 10;
const page = (length: number) => Array.from({ length }, () => ({}));

/** A queue whose first window, the whole month, is under way. */
function started(order: 'newestFirst' | 'oldestFirst' = 'newestFirst') {
	const queue = new WindowQueue(month, order, limit);
	const whole = queue.startNext(Infinity, limit);
	if (!whole) throw new Error('There is nothing to read');
	return { queue, whole };
}

describe('The stretches of time under way', () => {
	it.each([
		['newestFirst', [30, 20, 10]],
		['oldestFirst', [10, 20, 30]],
	] as const)('come out %s, whichever is read first', (order, ends) => {
		const { queue, whole } = started(order);
		const windows = [30, 20, 10].map((end) => ({ from: (end - 10) * day, to: end * day }));
		queue.replace(
			whole,
			windows.map((window) => ({ window })),
		);
		const parts = ends.map(() => queue.startNext(Infinity, limit));
		expect(queue.takeRead()).toBeUndefined();
		for (const part of parts.reverse()) {
			if (part) queue.replace(part, [{ window: part.window, events: page(1) }]);
		}

		const taken = ends.map(() => queue.takeRead()?.window.to);
		expect(taken).toEqual(ends.map((end) => end * day));
		expect(queue.isEmpty).toBe(true);
	});

	it('lets only the one that the output waits for go on once too much waits for it', () => {
		const { queue, whole } = started();
		queue.replace(whole, [
			{ window: { from: 20 * day, to: 30 * day } },
			{ window: { from: 10 * day, to: 20 * day }, events: page(50) },
			{ window: { from: 0, to: 10 * day } },
		]);

		const first = queue.startNext(40, limit);
		expect(first?.window.to).toBe(30 * day);
		expect(queue.startNext(40, limit)).toBeUndefined();
		expect(queue.startNext(60, limit)?.window.to).toBe(10 * day);
	});

	it.each(['newestFirst', 'oldestFirst'] as const)(
		'are cut so that every worker has one and the next another, and share their ends (%s)',
		(order) => {
			const { queue, whole } = started(order);
			queue.replace(whole, [{ window: month, density: 1000 / day }]);
			queue.cutFor(5, limit, Infinity);

			const inTheirTurn = Array.from({ length: 6 }, () => queue.startNext(Infinity, limit)?.window);
			const [rest, ...stretches] = inTheirTurn;
			expect(rest?.from).toBe(month.from);
			expect(queue.startNext(Infinity, limit)).toBeUndefined();

			const windows = [...stretches, rest].sort((one, other) => (other?.to ?? 0) - (one?.to ?? 0));
			expect(windows[0]?.to).toBe(month.to);
			expect(windows.at(-1)?.from).toBe(month.from);
			windows.slice(1).forEach((window, index) => {
				expect(window?.to).toBe(windows[index]?.from);
			});
		},
	);

	it('stay whole where little is in them, or nothing is known of them', () => {
		for (const density of [undefined, limit / day / 30]) {
			const { queue, whole } = started();
			queue.replace(whole, [{ window: month, ...(density !== undefined && { density }) }]);
			queue.cutFor(5, limit, Infinity);
			expect(queue.startNext(Infinity, limit)?.window).toEqual(month);
			expect(queue.startNext(Infinity, limit)).toBeUndefined();
		}
	});

	it('do not come back once they were taken out', () => {
		const { queue, whole } = started();
		queue.replace(whole, [{ window: month, events: page(3) }]);
		queue.replace(whole, [{ window: month }]);
		expect(queue.takeRead()?.events).toHaveLength(3);
		expect(queue.isEmpty).toBe(true);
	});
});
