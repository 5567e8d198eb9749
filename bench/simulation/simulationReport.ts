import { availableParallelism } from 'node:os';

import { median } from '../measure/statistics';
import { table } from '../report/table';
import type { BackfillRun } from './simulation';

/** All rounds of a backfill with so many workers. */
export interface Rounds {
	readonly workers: number;
	readonly windowsAtOnce: number;
	readonly runs: readonly BackfillRun[];
}

/** The goal: N workers are at least this times N as fast as one, the split included. */
const minEfficiency = 0.85;

const titles = [
	'Workers',
	'windows at once',
	'split',
	'windows',
	'split + windows',
	'speedup',
	'speedup ÷ workers',
	'windows alone: speedup',
	'speedup ÷ workers',
	'cores busy',
];

/** @param all beginning with one worker */
export function simulationReport(all: readonly Rounds[]): string {
	const [one] = all;
	if (!one) return '';
	const rows = all.map((rounds) => rowOf(rounds, one));
	return `${table(titles, rows)}\n\n${goalOf(all, one)}`;
}

function rowOf(rounds: Rounds, one: Rounds): string[] {
	const { workers, windowsAtOnce } = rounds;
	const speedup = togetherMs(one) / togetherMs(rounds);
	const windowsSpeedup = windowsMs(one) / windowsMs(rounds);
	return [
		String(workers),
		Number.isFinite(windowsAtOnce) ? String(windowsAtOnce) : 'all',
		seconds(median(rounds.runs.map(({ splitMs }) => splitMs))),
		seconds(windowsMs(rounds)),
		seconds(togetherMs(rounds)),
		`${speedup.toFixed(2)}×`,
		(speedup / workers).toFixed(2),
		`${windowsSpeedup.toFixed(2)}×`,
		(windowsSpeedup / workers).toFixed(2),
		`${Math.round(100 * median(rounds.runs.map(busyShare)))}%`,
	];
}

function goalOf(all: readonly Rounds[], one: Rounds): string {
	const cells = all
		.filter(({ workers, windowsAtOnce }) => workers > 1 && windowsAtOnce === one.windowsAtOnce)
		.map((rounds) => {
			const efficiency = togetherMs(one) / togetherMs(rounds) / rounds.workers;
			const sign = efficiency >= minEfficiency ? '✓' : '✗';
			return `${sign} ${rounds.workers} workers: ${efficiency.toFixed(2)}`;
		});
	return `Goal: N workers are at least ${minEfficiency} N times as fast as one, the split included. ${cells.join(', ')}`;
}

function windowsMs({ runs }: Rounds): number {
	return median(runs.map((run) => run.windowsMs));
}

function togetherMs({ runs }: Rounds): number {
	return median(runs.map((run) => run.splitMs + run.windowsMs));
}

/** The part of what the cores could compute that the simulation's processes really computed. */
function busyShare({ cpuMs, splitMs, windowsMs: durationMs }: BackfillRun): number {
	return cpuMs / (availableParallelism() * (splitMs + durationMs));
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
