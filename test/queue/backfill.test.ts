import { setTimeout as sleep } from 'node:timers/promises';
import type { HoneyHiveEvent } from '../emulator';
import { itemsOf, type Execution } from '../support/n8n/api/execution';
import { packPackage } from '../support/n8n/pack';
import type { N8nProcess } from '../support/n8n/process/process';
import { startQueue, type Queue } from '../support/n8n/queue';
import { startHoneyHive, type HoneyHive } from '../support/services/honeyHive';
import { setUpBackfill, type Backfill } from './backfill';
import { rowCount, rowOf, rowsOf, storedIds } from './table';
import { executionsOf } from './workerLog';

const PROJECT = 'Demo Project';
const EVENTS = 200_000;
/** One in this many events is compared in every detail. */
const SAMPLE_EVERY = 250;

/** Makes n8n notice a dead worker after seconds instead of a minute. */
const QUICK_TO_NOTICE = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '4000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

let honeyHive: HoneyHive | undefined;
let queue: Queue | undefined;
let backfill: Backfill | undefined;
beforeAll(async () => {
	honeyHive = await startHoneyHive(['--events', String(EVENTS), '--project', PROJECT]);
	const { tarball, remove } = await packPackage();
	queue = await startQueue({ tarball, workers: 2, concurrency: 4, env: QUICK_TO_NOTICE }).finally(
		remove,
	);
	backfill = await setUpBackfill(queue, honeyHive, PROJECT);
});
afterAll(async () => {
	await backfill?.close();
	await queue?.stop();
	await honeyHive?.stop();
});

describe('The backfill examples in queue mode', () => {
	it('write every event once although a worker is killed', async () => {
		const { run, database } = started(backfill);
		const [victim, survivor] = started(queue).workers as [N8nProcess, N8nProcess];

		const running = run();
		await untilInTheMiddle(victim, running);
		await victim.kill();
		const execution = await running;

		expect((await executionsOf(victim)).running).not.toEqual([]);
		expect((await executionsOf(survivor)).started).not.toEqual([]);
		const summary = summaryOf(execution);
		expect(summary).toMatchObject({ events: EVENTS, rows: EVENTS });
		expect(summary?.retries).toBeGreaterThan(0);

		expect(await rowCount(database)).toBe(200_000);
		const { ids, sample } = await truth();
		const stored = await storedIds(database);
		expect(stored.filter((id) => !ids.has(id))).toEqual([]);
		expect(new Set(stored).size).toBe(ids.size);
		const rows = await rowsOf(database, [...sample.keys()]);
		expect(rows).toHaveLength(sample.size);
		for (const row of rows) expect(row).toEqual(rowOf(sample.get(row.event_id) ?? {}));
	});

	it('write no row twice when they run again', async () => {
		const { runRange, database } = started(backfill);
		const day = async () => summaryOf(await runRange('2024-04-10T00:00:00', '2024-04-10T06:00:00'));
		const first = await day();
		const before = await rowCount(database);

		const second = await day();

		expect(second).toEqual(first);
		expect(second?.rows).toBeGreaterThan(1_000);
		expect(await rowCount(database)).toBe(before);
	});

	it('accept text that jsonb rejects, and times and numbers of other types', async () => {
		const { runRange, database } = started(backfill);
		const odd = {
			event_id: 'odd-1',
			event_name: "O'Brien $1 \\u0000 \u0000 \ud83d 😀",
			start_time: '2024-06-01 10:00:00',
			duration: 'unknown',
			metadata: { cost: 'free', total_tokens: 7 },
		};
		await started(honeyHive).load({ ...odd, project_id: PROJECT });

		const summary = summaryOf(await runRange('2024-06-01T00:00:00', '2024-06-02T00:00:00'));
		const rows = await rowsOf(database, ['odd-1']);
		await started(honeyHive).remove('odd-1');
		await database.query("DELETE FROM honeyhive_events WHERE event_id = 'odd-1'");

		expect(summary).toEqual({ windows: 1, events: 1, rows: 1, repeated: 0, retries: 0 });
		expect(rows).toMatchObject([
			{
				event_name: "O'Brien $1 \\u0000 \ufffd \ufffd 😀",
				start_time: new Date('2024-06-01T10:00:00Z'),
				duration: null,
				cost: null,
				total_tokens: 7,
			},
		]);
	});

	it('write nothing for a range without events', async () => {
		const execution = await started(backfill).runRange(
			'2023-01-01T00:00:00',
			'2023-01-02T00:00:00',
		);

		expect(summaryOf(execution)).toMatchObject({ events: 0, rows: 0, repeated: 0, retries: 0 });
	});

	it('name the missing windows when every retry fails', async () => {
		const execution = await started(backfill).runRange(
			'2024-04-10T00:00:00',
			'2024-04-10T06:00:00',
			'/webhook/mistyped',
		);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toBe(
			'1 of 1 windows are missing after 3 tries each: 2024-04-10T00:00:00.000Z to 2024-04-10T06:00:00.001Z (404 The requested webhook "POST mistyped" is not registered.). Start the workflow again for these dates.',
		);
	});
});

/** Events have arrived, and this worker is processing windows. */
async function untilInTheMiddle(worker: N8nProcess, run: Promise<Execution>): Promise<void> {
	const over = run.then(() => true);
	while (!(await Promise.race([over, sleep(50, false)]))) {
		const { running } = await executionsOf(worker);
		if (running.length > 1 && (await rowCount(started(backfill).database)) > 0) return;
	}
	throw new Error('The backfill was over before a worker could be killed in the middle of it');
}

function summaryOf(execution: Execution) {
	return itemsOf(execution, 'Backfill Done')[0]?.json;
}

/** The IDs of all events in HoneyHive, and a sample of the events. */
async function truth() {
	const ids = new Set<string>();
	const sample = new Map<string, HoneyHiveEvent>();
	for await (const event of started(honeyHive).events()) {
		const id = String(event.event_id);
		if (ids.size % SAMPLE_EVERY === 0) sample.set(id, event);
		ids.add(id);
	}
	return { ids, sample };
}

function started<T>(part: T | undefined): T {
	if (part === undefined) throw new Error('It was not started');
	return part;
}
