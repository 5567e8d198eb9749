import { hostsOf, type Host } from '../hosts';
import { FIXED, type Contestant } from '../protocol';
import type { Processes } from './processes';
import { rotate } from './rotate';
import type { Run } from './run';
import { summarize, type Summary } from './statistics';
import { UpdateRunner } from './updateRunner';

const updates = 1_000;

/** Enough for the engine and the connections. */
const updatesToWarmUp = 100;

/** With few requests in flight, a round takes minutes. */
const maxRounds = 3;

/** The server has twice as many events as are updated, so that writing to a wrong one is found out. */
const events = 2 * updates;

const contestants: readonly Contestant[] = ['honeyHiveNode', ...FIXED, 'floor'];

/** Updates of events of a host. */
export interface UpdatePlan {
	readonly host: Host;
	readonly updates: number;
	readonly rounds: number;
	readonly contestants: readonly Contestant[];
}

export interface UpdatesResult extends UpdatePlan {
	readonly nodeVersion: string;
	readonly times: Readonly<Partial<Record<Contestant, Summary>>>;
}

/** Called before each run. */
export type AnnounceUpdates = (what: string, contestant: Contestant, updates: number) => void;

export function updatePlans(rounds: number): UpdatePlan[] {
	return hostsOf(events)
		.filter(({ name, settings }) => name === 'WAN' && settings.distribution === 'uniform')
		.map((host) => ({ host, updates, contestants, rounds: Math.min(maxRounds, rounds) }));
}

/** Lists all runs of a plan, in no particular order. */
export function runsOf({
	contestants: all,
	rounds,
	updates: count,
}: UpdatePlan): Array<{ contestant: Contestant; updates: number }> {
	const counts = [updatesToWarmUp, ...Array.from({ length: rounds }, () => count)];
	return all.flatMap((contestant) => counts.map((one) => ({ contestant, updates: one })));
}

/** Measures how long it takes to write verdicts. */
export async function measureUpdates(
	processes: Processes,
	plan: UpdatePlan,
	announce: AnnounceUpdates,
): Promise<UpdatesResult> {
	const { host, rounds } = plan;
	const runner = await UpdateRunner.create(processes, host.settings);
	const runs = new Map<Contestant, Run[]>();
	// Round 0 warms up the processes and is not counted.
	for (let round = 0; round <= rounds; round++) {
		const count = round === 0 ? updatesToWarmUp : plan.updates;
		for (const contestant of rotate(plan.contestants, round)) {
			announce(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`, contestant, count);
			const run = await runner.run(contestant, count);
			if (round > 0) runs.set(contestant, [...(runs.get(contestant) ?? []), run]);
		}
	}
	const times = Object.fromEntries([...runs].map(([name, all]) => [name, summarize(all)]));
	return { ...plan, nodeVersion: runner.server.nodeVersion, times };
}
