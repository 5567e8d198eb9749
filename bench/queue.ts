import { packPackage } from '../test/support/n8n/pack';
import { startQueue, type Queue } from '../test/support/n8n/queue';
import { startHoneyHive, type HoneyHive } from '../test/support/services/honeyHive';
import { setUpBackfill, type Backfill } from '../test/queue/backfill';
import { emptyTable, rowCount } from '../test/queue/table';
import { PROJECT } from './server/api';
import { wan } from './cases';
import { median } from './measure/statistics';
import { table } from './report/table';

/**
 * `npm run bench:queue`: how much faster a backfill into PostgreSQL is with two workers than with
 * one, with a HoneyHive that is far away. All of it shares this machine: main, workers, databases.
 */

const rounds = 3;
const events = 60_000;
/** Windows that one worker takes at the same time. */
const concurrency = 5;

interface Entrant {
	readonly workers: number;
	readonly queue: Queue;
	readonly backfill: Backfill;
	readonly seconds: number[];
}

async function enter(honeyHive: HoneyHive, tarball: string, workers: number): Promise<Entrant> {
	process.stderr.write(`starting n8n with ${workers} of its workers\n`);
	const queue = await startQueue({ tarball, workers, concurrency });
	const backfill = await setUpBackfill(queue, honeyHive, PROJECT);
	return { workers, queue, backfill, seconds: [] };
}

/** @throws Error when not every event has become a row */
async function run({ workers, backfill, seconds }: Entrant): Promise<void> {
	await emptyTable(backfill.database);
	const began = performance.now();
	await backfill.run();
	const took = (performance.now() - began) / 1000;
	const rows = await rowCount(backfill.database);
	if (rows !== events) throw new Error(`${rows} of ${events} events have become rows`);
	seconds.push(took);
	process.stderr.write(`${workers}: ${took.toFixed(1)} s\n`);
}

async function main(): Promise<void> {
	const { latencyMs, connectMs } = wan;
	const distance = ['--latency-ms', String(latencyMs), '--connect-ms', String(connectMs)];
	const honeyHive = await startHoneyHive([
		...['--events', String(events), '--project', PROJECT],
		...distance,
	]);
	const { tarball, remove } = await packPackage();
	const entrants: Entrant[] = [];
	try {
		for (const workers of [1, 2]) entrants.push(await enter(honeyHive, tarball, workers));
		for (let round = 1; round <= rounds; round++) for (const one of entrants) await run(one);
		process.stdout.write(`${report(entrants)}\n`);
	} finally {
		for (const { backfill, queue } of entrants) {
			await backfill.close();
			await queue.stop();
		}
		await honeyHive.stop();
		await remove();
	}
}

function report(entrants: readonly Entrant[]): string {
	const one = median(entrants[0]?.seconds ?? []);
	return table(
		['Workers', 'backfill', 'times as fast'],
		entrants.map(({ workers, seconds }) => [
			String(workers),
			`${median(seconds).toFixed(1)} s`,
			`${(one / median(seconds)).toFixed(2)}×`,
		]),
	);
}

void main();
