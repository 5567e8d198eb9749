import type { Run } from './run';

/** All rounds of one contestant in one case. */
export interface Summary {
	readonly medianMs: number;
	readonly minMs: number;
	readonly maxMs: number;
	readonly durationsMs: readonly number[];
	/** These, too, are medians of the rounds. */
	readonly cpuMs: number;
	readonly serverCpuMs: number;
	readonly requests: number;
	readonly refusals: number;
	readonly connections: number;
}

export function summarize(runs: readonly Run[]): Summary {
	const durationsMs = runs.map((run) => run.durationMs);
	const medianOf = (read: (run: Run) => number): number => median(runs.map(read));
	return {
		medianMs: median(durationsMs),
		minMs: Math.min(...durationsMs),
		maxMs: Math.max(...durationsMs),
		durationsMs,
		cpuMs: medianOf((run) => run.cpuMs),
		serverCpuMs: medianOf((run) => run.serverCpuMs),
		requests: medianOf((run) => run.requests),
		refusals: medianOf((run) => run.refusals),
		connections: medianOf((run) => run.connections),
	};
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	const half = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
	if (low === undefined || high === undefined)
		throw new Error('The median of nothing is undefined');
	return (low + high) / 2;
}
