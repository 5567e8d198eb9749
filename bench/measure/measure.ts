import type { Arena, Run } from './exportRunner';
import type { Case, Host } from '../cases';
import type { Contestant, ServerStart } from '../protocol';
import { median, summarise, type Summary } from './statistics';

export interface CaseResult extends Case {
	/** Average, on the wire. */
	readonly eventBytes: number;
	/** The version of Node. */
	readonly node: string;
	readonly times: Readonly<Partial<Record<Contestant, Summary>>>;
	readonly rounds: number;
	/** Measured without latency only. */
	readonly peaks: Readonly<Partial<Record<Contestant, Memory>>>;
}

/** Medians of fresh processes. */
export interface Memory {
	/** Resident at the peak. */
	readonly peakBytes: number;
	/** The same, less what was resident before the export. */
	readonly aboveRestBytes: number;
}

/** What is measured on one emulator. */
export interface Plan {
	readonly host: Host;
	readonly cases: readonly Case[];
	readonly rounds: number;
}

/** Told before each export. */
export type Announce = (what: string, contestant: Contestant, of: Case) => void;

/** The exports that this takes, in no particular order. */
export function exportsOf({ cases, rounds }: Plan): Array<{ contestant: Contestant; of: Case }> {
	return cases.flatMap((of) => {
		const times = 1 + rounds + memoryRounds(of, rounds);
		return of.contestants.flatMap((contestant) =>
			Array.from({ length: times }, () => ({ contestant, of })),
		);
	});
}

/** Times all contestants on one emulator, and their memory where the emulator is near. */
export async function measureHost(
	arena: Arena,
	{ host, cases, rounds }: Plan,
	announce: Announce,
): Promise<CaseResult[]> {
	const server = await arena.serve(host.settings);
	const results: CaseResult[] = [];
	for (const of of cases) results.push(await measureCase(arena, of, rounds, server, announce));
	return results;
}

async function measureCase(
	arena: Arena,
	of: Case,
	rounds: number,
	{ eventBytes, node }: ServerStart,
	announce: Announce,
): Promise<CaseResult> {
	const runs = new Map<Contestant, Run[]>();
	// Before the first round all run once unmeasured: the arena checks that they bring the same.
	for (let round = 0; round <= rounds; round++) {
		for (const contestant of rotate(of.contestants, round)) {
			announce(round === 0 ? 'check' : `round ${round} of ${rounds}`, contestant, of);
			const run = await arena.run(contestant, of);
			if (round > 0) runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	const times = Object.fromEntries([...runs].map(([name, all]) => [name, summarise(all)]));
	const peaks = await measureMemory(arena, of, memoryRounds(of, rounds), announce);
	return { ...of, eventBytes, node, rounds, times, peaks };
}

async function measureMemory(
	arena: Arena,
	of: Case,
	rounds: number,
	announce: Announce,
): Promise<CaseResult['peaks']> {
	const runs = new Map<Contestant, Run[]>();
	for (let round = 1; round <= rounds; round++) {
		for (const contestant of of.contestants) {
			announce(`memory ${round} of ${rounds}`, contestant, of);
			const run = await arena.runAfresh(contestant, of);
			runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	return Object.fromEntries([...runs].map(([contestant, all]) => [contestant, memoryOf(all)]));
}

function memoryOf(runs: readonly Run[]): Memory {
	return {
		peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
		aboveRestBytes: median(runs.map(({ peakBytes, restBytes }) => peakBytes - restBytes)),
	};
}

/** Nobody has the same neighbours, or the machine's same mood, in every round. */
function rotate<Item>(items: readonly Item[], by: number): Item[] {
	const start = by % items.length;
	return [...items.slice(start), ...items.slice(0, start)];
}

/** Memory depends little on the way to the server: without the waits it is soon measured. */
function memoryRounds({ network }: Case, rounds: number): number {
	return network === '0 ms' ? Math.min(3, rounds) : 0;
}
