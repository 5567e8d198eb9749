import type { Run } from './exportRunner';

/** Rounds of one contestant in one case, summed up. */
export interface Summary {
	readonly median: number;
	readonly min: number;
	readonly max: number;
	readonly milliseconds: readonly number[];
	/** Medians of the rounds. */
	readonly cpuMilliseconds: number;
	readonly serverCpuMilliseconds: number;
	readonly requests: number;
	readonly connections: number;
}

export function summarise(runs: readonly Run[]): Summary {
	const milliseconds = runs.map((run) => run.milliseconds);
	const middle = (read: (run: Run) => number): number => median(runs.map(read));
	return {
		median: median(milliseconds),
		min: Math.min(...milliseconds),
		max: Math.max(...milliseconds),
		milliseconds,
		cpuMilliseconds: middle((run) => run.cpuMilliseconds),
		serverCpuMilliseconds: middle((run) => run.serverCpuMilliseconds),
		requests: middle((run) => run.requests),
		connections: middle((run) => run.connections),
	};
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	const half = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
	if (low === undefined || high === undefined) throw new Error('No numbers');
	return (low + high) / 2;
}
