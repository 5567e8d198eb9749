import { Host } from '../../emulator/host';
import { readOptions } from '../../emulator/options';

const MILLION = 1_000_000;
const MEGABYTE = 1024 * 1024;

describe('A million events', () => {
	it('are counted, paged and found without being kept in memory', () => {
		const before = memory();
		const host = new Host(readOptions({ events: MILLION }));
		const everything = host.selector.select({ filters: [], order: 'shuffled' });
		expect(everything).toHaveLength(MILLION);
		// The same list again: paging does not search for the events again.
		expect(host.selector.select({ filters: [], order: 'shuffled' })).toBe(everything);

		const page = everything.subarray(MILLION - 1_000);
		const body = host.serializer.page(page, { withProject: false }, '"totalEvents":1000000');
		const { events } = JSON.parse(body.toString()) as { events: Array<{ event_id: string }> };
		expect(events).toHaveLength(1_000);
		for (const { event_id } of events) expect(host.store.find(event_id)).toBeDefined();

		const day = { from: Date.UTC(2024, 3, 10), to: Date.UTC(2024, 3, 11) - 1 };
		const within = host.selector.select({ filters: [], order: 'newest', range: day });
		const times = Array.from(within.subarray(0, 500), (ordinal) => host.store.startOf(ordinal));
		expect(times.every((time) => time >= day.from && time <= day.to)).toBe(true);
		expect(times).toEqual([...times].sort((a, b) => b - a));
		expect(within.length / (MILLION / 30)).toBeGreaterThan(0.8);
		expect(within.length / (MILLION / 30)).toBeLessThan(1.2);

		// As objects they would take about 2,000 MB.
		expect(memory() - before).toBeLessThan(400 * MEGABYTE);
	});

	it('are each in exactly one of two adjacent ranges', () => {
		const host = new Host(readOptions({ events: 100_000, distribution: 'bursts' }));
		for (const divide of [0.1, 0.5, 0.9]) {
			const middle = Date.UTC(2024, 3, 1) + Math.floor(divide * 30 * 86_400_000);
			const count = (from: number, to: number): number =>
				host.selector.select({ filters: [], order: 'shuffled', range: { from, to } }).length;
			expect(count(-Infinity, middle) + count(middle + 1, Infinity)).toBe(100_000);
		}
	});
});

function memory(): number {
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}
