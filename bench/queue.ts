import { setUpBackfill, type Backfill } from '../test/queue/backfill';
import { emptyTable, rowCount } from '../test/queue/table';
import { packPackage } from '../test/support/n8n/pack';
import { startQueue, type Queue } from '../test/support/n8n/queue';
import type { HoneyHive } from '../test/support/services/honeyHive';
import { wan } from './hosts';
import { cpuSecondsOf } from './measure/cpu';
import { median } from './measure/statistics';
import { table } from './report/table';
import { PROJECT } from './server/api';
import { startEmulatorWith } from './server/emulator';

/**
 * `npm run bench:queue`: how much faster two workers are than one when they fill PostgreSQL with
 * events of a distant HoneyHive, and how much CPU time an event takes. The main process, workers and
 * databases share this machine.
 */

const rounds = 3;
const events = 60_000;
/** The number of windows that one worker exports at the same time. */
const concurrency = 5;

interface Setup {
	readonly workers: number;
	readonly queue: Queue;
	readonly backfill: Backfill;
	readonly seconds: number[];
	/** Seconds of CPU time of all workers, in each round. */
	readonly cpuSeconds: number[];
}

async function setUp(honeyHive: HoneyHive, tarball: string, workers: number): Promise<Setup> {
	process.stderr.write(`starting n8n in queue mode, workers: ${workers}\n`);
	const queue = await startQueue({ tarball, workers, concurrency });
	const backfill = await setUpBackfill(queue, honeyHive, PROJECT);
	return { workers, queue, backfill, seconds: [], cpuSeconds: [] };
}

/** @throws Error if the number of rows is not that of the events */
async function run({ workers, queue, backfill, seconds, cpuSeconds }: Setup): Promise<void> {
	await emptyTable(backfill.database);
	const cpuBefore = await cpuSecondsOfWorkers(queue);
	const startMs = performance.now();
	await backfill.run();
	const duration = (performance.now() - startMs) / 1000;
	const cpu = (await cpuSecondsOfWorkers(queue)) - cpuBefore;
	const rows = await rowCount(backfill.database);
	if (rows !== events) throw new Error(`There are ${rows} rows instead of ${events}`);
	seconds.push(duration);
	cpuSeconds.push(cpu);
	process.stderr.write(
		`workers: ${workers}, ${duration.toFixed(1)} s, CPU of workers ${cpu.toFixed(1)} s\n`,
	);
}

async function cpuSecondsOfWorkers({ workers }: Queue): Promise<number> {
	const each = await Promise.all(workers.map(async ({ pid }) => await cpuSecondsOf(pid)));
	return each.reduce((sum, seconds) => sum + seconds, 0);
}

async function main(): Promise<void> {
	const { latencyMs, connectMs } = wan;
	const delays = ['--latency-ms', String(latencyMs), '--connect-ms', String(connectMs)];
	const honeyHive = await startEmulatorWith(events, delays);
	const { tarball, remove } = await packPackage();
	const setups: Setup[] = [];
	try {
		for (const workers of [1, 2]) setups.push(await setUp(honeyHive, tarball, workers));
		for (let round = 1; round <= rounds; round++) for (const setup of setups) await run(setup);
		process.stdout.write(`${report(setups)}\n`);
	} finally {
		for (const { backfill, queue } of setups) {
			await backfill.close();
			await queue.stop();
		}
		await honeyHive.stop();
		await remove();
	}
}

function report(setups: readonly Setup[]): string {
	const oneWorker = median(setups[0]?.seconds ?? []);
	return table(
		['Workers', 'backfill', 'speedup', 'CPU of workers per 100,000 events'],
		setups.map(({ workers, seconds, cpuSeconds }) => [
			String(workers),
			`${median(seconds).toFixed(1)} s`,
			`${(oneWorker / median(seconds)).toFixed(2)}×`,
			`${((median(cpuSeconds) / events) * 100_000).toFixed(1)} s`,
		]),
	);
}

void main();
