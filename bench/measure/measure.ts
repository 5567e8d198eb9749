import type { Case } from '../cases';
import type { Host } from '../hosts';
import { FIXED, type Contestant, type ServerStart } from '../protocol';
import type { ExportRunner } from './exportRunner';
import { GaveUp } from './gaveUp';
import { rotate } from './rotate';
import type { Run } from './run';
import { median, summarize, type Summary } from './statistics';

/** Network delays change memory little. */
const maxMemoryRounds: Readonly<Record<Host['name'], number>> = {
	'0 ms': 3,
	WAN: 1,
	'rate limit': 0,
	'slow queries': 0,
};

/** What is measured with one emulator. */
export interface Plan {
	readonly host: Host;
	readonly cases: readonly Case[];
	readonly rounds: number;
}

export interface CaseResult extends Case {
	/** Average size of an event in a response. */
	readonly eventBytes: number;
	readonly nodeVersion: string;
	readonly rounds: number;
	/** Those of contestants that exported everything in each round. */
	readonly times: Readonly<Partial<Record<Contestant, Summary>>>;
	/** The contestants that gave up in a round. */
	readonly incomplete: readonly Contestant[];
	/** Not measured for each host. */
	readonly peaks: Readonly<Partial<Record<Contestant, Memory>>>;
}

/** Medians, measured in new processes. */
export interface Memory {
	/** Resident memory at its peak. */
	readonly peakBytes: number;
	/** The same, less what was resident before the export. */
	readonly aboveIdleBytes: number;
}

/** Called before each export. */
export type Announce = (what: string, contestant: Contestant, benchCase: Case) => void;

/** Lists all exports of a plan, in no particular order. */
export function exportsOf({
	cases,
	rounds,
}: Plan): Array<{ contestant: Contestant; benchCase: Case }> {
	return cases.flatMap((benchCase) => {
		const repeated = (contestants: readonly Contestant[], times: number) =>
			contestants.flatMap((contestant) =>
				Array.from({ length: times }, () => ({ contestant, benchCase })),
			);
		return [
			...repeated(benchCase.contestants, 1 + rounds),
			...repeated(memoryContestants(benchCase), memoryRounds(benchCase, rounds)),
		];
	});
}

/** Measures all cases of a plan: time, and for some hosts also memory. */
export async function measurePlan(
	runner: ExportRunner,
	{ host, cases, rounds }: Plan,
	announce: Announce,
): Promise<CaseResult[]> {
	const server = await runner.startEmulator(host.settings);
	const results: CaseResult[] = [];
	for (const benchCase of cases) {
		results.push(await measureCase(runner, benchCase, rounds, server, announce));
	}
	return results;
}

async function measureCase(
	runner: ExportRunner,
	benchCase: Case,
	rounds: number,
	{ eventBytes, nodeVersion }: ServerStart,
	announce: Announce,
): Promise<CaseResult> {
	const runs = new Map<Contestant, Run[]>();
	const incomplete: Contestant[] = [];
	// Round 0 warms up the processes and is not counted.
	for (let round = 0; round <= rounds; round++) {
		for (const contestant of rotate(benchCase.contestants, round)) {
			if (incomplete.includes(contestant)) continue;
			announce(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`, contestant, benchCase);
			const run = await runUnlessGivenUp(runner, contestant, benchCase);
			if (!run) incomplete.push(contestant);
			else if (round > 0) runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	for (const contestant of incomplete) runs.delete(contestant);
	const times = Object.fromEntries([...runs].map(([name, all]) => [name, summarize(all)]));
	const peaks = await measureMemory(runner, benchCase, memoryRounds(benchCase, rounds), announce);
	return { ...benchCase, eventBytes, nodeVersion, rounds, times, incomplete, peaks };
}

/** @returns undefined if too many requests in flight have exhausted the retries, which this node must prevent */
async function runUnlessGivenUp(
	runner: ExportRunner,
	contestant: Contestant,
	benchCase: Case,
): Promise<Run | undefined> {
	return await runner
		.run(contestant, benchCase)
		.catch(async (error: unknown) =>
			error instanceof GaveUp && isFixed(contestant) ? undefined : await Promise.reject(error),
		);
}

async function measureMemory(
	runner: ExportRunner,
	benchCase: Case,
	rounds: number,
	announce: Announce,
): Promise<CaseResult['peaks']> {
	const runs = new Map<Contestant, Run[]>();
	for (let round = 1; round <= rounds; round++) {
		for (const contestant of memoryContestants(benchCase)) {
			announce(`memory, round ${round} of ${rounds}`, contestant, benchCase);
			const run = await runner.runInNewProcess(contestant, benchCase);
			runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	return Object.fromEntries([...runs].map(([contestant, all]) => [contestant, memoryOf(all)]));
}

function memoryOf(runs: readonly Run[]): Memory {
	return {
		peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
		aboveIdleBytes: median(runs.map(({ peakBytes, idleBytes }) => peakBytes - idleBytes)),
	};
}

/** The number of requests in flight is compared by time only. */
function memoryContestants({ contestants }: Case): Contestant[] {
	return contestants.filter((contestant) => !isFixed(contestant));
}

function memoryRounds({ host }: Case, rounds: number): number {
	return Math.min(maxMemoryRounds[host], rounds);
}

function isFixed(contestant: Contestant): boolean {
	return FIXED.some((fixed) => fixed === contestant);
}
