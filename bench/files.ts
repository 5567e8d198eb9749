import { caseOf, routes } from './cases';
import type { Host } from './hosts';
import type { Plan } from './measure/measure';
import type { Contestant } from './protocol';

/** How many events are exported to files. */
export interface FileSizes {
	/** Few enough to be exported as items too. */
	readonly small: number;
	readonly large: number;
}

/** A round of a million events takes minutes. */
const maxRoundsOfLarge = 3;

const toFiles: readonly Contestant[] = ['ndjsonFile', 'jsonFile', 'csvFile', 'streamFloor'];

/**
 * Compares files with items for the small number of events. As items, the large number would not fit
 * into memory.
 */
export function filePlans({ small, large }: FileSizes, rounds: number): Plan[] {
	const [smallHost, largeHost] = [hostOf(small), hostOf(large)];
	return [
		{
			host: smallHost,
			cases: routes.map((route) => ({
				...caseOf(smallHost, route),
				contestants: ['honeyHiveNode', ...toFiles],
			})),
			rounds,
		},
		{
			host: largeHost,
			cases: routes
				.filter(({ generation }) => generation === 'export')
				.map((route) => ({ ...caseOf(largeHost, route), contestants: toFiles })),
			rounds: Math.min(maxRoundsOfLarge, rounds),
		},
	];
}

function hostOf(events: number): Host {
	return {
		name: '0 ms',
		settings: { events, eventBytes: 2_000, distribution: 'uniform', latencyMs: 0, connectMs: 0 },
	};
}
