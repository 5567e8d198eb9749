import type { SizeResult } from '../measure/sizes';
import { table } from './table';

/** What an event costs, depending on how many there are. */
export function sizesIn(sizes: readonly SizeResult[]): string {
	if (sizes.length === 0) return '';
	const counts = [...new Set(sizes.map(({ events }) => events))];
	const generations = [...new Set(sizes.map(({ generation }) => generation))];
	return table(
		['Cost of 1,000 events, 0 ms', ...counts.map((count) => `of ${count.toLocaleString('en')}`)],
		generations.map((generation) => [
			generation,
			...counts.map((count) => {
				const size = sizes.find((one) => one.generation === generation && one.events === count);
				return size ? `${size.msPerThousandEvents.toFixed(1)} ms` : '–';
			}),
		]),
	);
}
