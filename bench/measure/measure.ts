import type { Case, Host } from '../cases';
import type { Contestant, ServerStart } from '../protocol';
import type { ExportRunner, Run } from './exportRunner';
import { median, summarize, type Summary } from './statistics';

const maxMemoryRounds = 3;

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
	readonly times: Readonly<Partial<Record<Contestant, Summary>>>;
	/** Empty for cases with network delays. */
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
		const times = 1 + rounds + memoryRounds(benchCase, rounds);
		return benchCase.contestants.flatMap((contestant) =>
			Array.from({ length: times }, () => ({ contestant, benchCase })),
		);
	});
}

/** Measures all cases of a plan: time, and for cases without network delays also memory. */
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
	// Round 0 warms up the processes and is not counted.
	for (let round = 0; round <= rounds; round++) {
		for (const contestant of rotate(benchCase.contestants, round)) {
			announce(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`, contestant, benchCase);
			const run = await runner.run(contestant, benchCase);
			if (round > 0) runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	const times = Object.fromEntries([...runs].map(([name, all]) => [name, summarize(all)]));
	const peaks = await measureMemory(runner, benchCase, memoryRounds(benchCase, rounds), announce);
	return { ...benchCase, eventBytes, nodeVersion, rounds, times, peaks };
}

async function measureMemory(
	runner: ExportRunner,
	benchCase: Case,
	rounds: number,
	announce: Announce,
): Promise<CaseResult['peaks']> {
	const runs = new Map<Contestant, Run[]>();
	for (let round = 1; round <= rounds; round++) {
		for (const contestant of benchCase.contestants) {
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

/** Changes the order from round to round, so that no contestant always runs first. */
function rotate<Item>(items: readonly Item[], by: number): Item[] {
	const start = by % items.length;
	return [...items.slice(start), ...items.slice(0, start)];
}

/** Network delays change memory little, so it is measured without them, which is faster. */
function memoryRounds({ network }: Case, rounds: number): number {
	return network === '0 ms' ? Math.min(maxMemoryRounds, rounds) : 0;
}
