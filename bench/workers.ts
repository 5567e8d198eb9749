import { Simulation, type Backfill, type BackfillRun } from './simulation/simulation';
import { simulationReport } from './simulation/simulationReport';
import { events, workerMsPerEvent } from './simulation/sizes';

/**
 * `npm run bench:workers`: how the backfill examples scale with the number of n8n's workers. On one machine,
 * `npm run bench:queue` shows at most as many workers as there are cores, so that here workers sleep instead of
 * computing. The split, the requests and the export are those of this node.
 */

const rounds = 3;

/** The setting `windowsAtOnce` of the example. */
const windowsAtOnceOfExample = 20;

interface Setup extends Pick<Backfill, 'workers' | 'windowsAtOnce'> {
	readonly runs: BackfillRun[];
}

const setups: readonly Setup[] = [
	{ workers: 1, windowsAtOnce: Infinity, runs: [] },
	{ workers: 2, windowsAtOnce: Infinity, runs: [] },
	{ workers: 4, windowsAtOnce: Infinity, runs: [] },
	{ workers: 8, windowsAtOnce: Infinity, runs: [] },
	{ workers: 8, windowsAtOnce: windowsAtOnceOfExample, runs: [] },
];

const maxWorkers = Math.max(...setups.map(({ workers }) => workers));

async function main(): Promise<void> {
	process.stderr.write('starting the emulator and the workers\n');
	const simulation = await Simulation.start(maxWorkers);
	try {
		const msPerEvent = await msToSleep(simulation);
		for (let round = 1; round <= rounds; round++) {
			for (const setup of setups) await run(simulation, setup, msPerEvent);
		}
		process.stdout.write(`${simulationReport(setups)}\n`);
	} finally {
		await simulation.close();
	}
}

/** @returns the milliseconds for which a worker sleeps for each event, as it really computes the export */
async function msToSleep(simulation: Simulation): Promise<number> {
	const withoutSleep = { windowsAtOnce: Infinity, msPerEvent: 0 };
	// The first run warms up all workers.
	await simulation.run({ ...withoutSleep, workers: maxWorkers });
	const { workerCpuMs } = await simulation.run({ ...withoutSleep, workers: 1 });
	const msPerEvent = Math.max(0, workerMsPerEvent - workerCpuMs / events);
	const slept = Math.round((100 * msPerEvent) / workerMsPerEvent);
	process.stderr.write(`a worker sleeps ${slept}% of the time that it would compute\n`);
	return msPerEvent;
}

async function run(
	simulation: Simulation,
	{ workers, windowsAtOnce, runs }: Setup,
	msPerEvent: number,
): Promise<void> {
	const result = await simulation.run({ workers, windowsAtOnce, msPerEvent });
	runs.push(result);
	const [split, windows] = [result.splitMs, result.windowsMs].map((ms) => (ms / 1000).toFixed(1));
	process.stderr.write(`workers: ${workers}, split ${split} s, windows ${windows} s\n`);
}

void main();
