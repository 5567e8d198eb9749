import { setTimeout as sleep } from 'node:timers/promises';
import type { HoneyHiveEvent } from '../emulator';
import { itemsOf } from '../support/n8n/execution';
import { installN8n } from '../support/n8n/install';
import { packPackage } from '../support/n8n/pack';
import type { N8nProcess } from '../support/n8n/process';
import { startQueue, type Queue } from '../support/n8n/queue';
import { startHoneyHive, type HoneyHive } from '../support/services/honeyHive';
import { setUpBackfill, type Backfill } from './backfill';
import { executionsOf } from './workerLog';

const PROJECT = 'Demo Project';
const EVENTS = 200_000;
/** Of so many events one is compared in every detail. */
const SAMPLE_EVERY = 250;

let honeyHive: HoneyHive;
let queue: Queue;
let backfill: Backfill;
beforeAll(async () => {
	await installN8n();
	const pack = await packPackage();
	const { tarball } = pack;
	honeyHive = await startHoneyHive(['--events', String(EVENTS), '--project', PROJECT]);
	queue = await startQueue({ tarball, workers: 2, concurrency: 4, env: quickToNotice });
	await pack.remove();
	backfill = await setUpBackfill(queue, honeyHive, PROJECT);
});
afterAll(async () => {
	await backfill?.close();
	await queue?.stop();
	await honeyHive?.stop();
});

/**
 * A worker proves every 4 s that it is alive; n8n's own setting is a minute. Its event loop is
 * busy for seconds at a time while it exports.
 */
const quickToNotice = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '4000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

describe('the backfill examples in queue mode', () => {
	it('bring every event once, although a worker is killed in the middle', async () => {
		const [victim, survivor] = queue.workers as [N8nProcess, N8nProcess];
		const running = backfill.run();
		await Promise.race([running, untilInTheMiddle(victim)]);
		await victim.kill();

		const execution = await running;

		expect((await executionsOf(victim)).running).not.toEqual([]);
		expect((await executionsOf(survivor)).started).not.toEqual([]);
		const [summary] = itemsOf(execution, 'Backfill Done');
		expect(summary?.json).toMatchObject({ events: EVENTS, rows: EVENTS });
		expect(summary?.json.retries).toBeGreaterThan(0);
		await expectEveryEvent();
	});

	it('may run again: no row is written twice', async () => {
		const execution = await backfill.runRange('2024-04-10T00:00:00', '2024-04-11T00:00:00');

		const [summary] = itemsOf(execution, 'Backfill Done');
		expect(summary?.json.rows).toBeGreaterThan(1_000);
		expect(await rowCount()).toBe(EVENTS);
	});

	it('name the windows that are missing when no try succeeds', async () => {
		const execution = await backfill.runRange(
			'2024-04-10T00:00:00',
			'2024-04-11T00:00:00',
			'/webhook/mistyped',
		);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toMatch(
			/^1 of 1 windows are missing after 3 tries each: 2024-04-10T00:00:00.000Z to 2024-04-11T00:00:00.000Z \(.*404/,
		);
	});
});

/** The first windows have arrived, and this worker has others in hand. */
async function untilInTheMiddle(worker: N8nProcess): Promise<void> {
	for (;;) {
		if ((await rowCount()) > 0 && (await executionsOf(worker)).running.length > 0) return;
		await sleep(50);
	}
}

async function rowCount(): Promise<number> {
	const { rows } = await backfill.database.query('SELECT count(*)::int AS count FROM honeyhive_events');
	return (rows as Array<{ count: number }>)[0]?.count ?? 0;
}

/** The table holds exactly HoneyHive's events, by their ids, and a sample of them by all they hold. */
async function expectEveryEvent(): Promise<void> {
	const expected = new Set<string>();
	const sample = new Map<string, HoneyHiveEvent>();
	for await (const event of honeyHive.events()) {
		if (expected.size % SAMPLE_EVERY === 0) sample.set(String(event.event_id), event);
		expected.add(String(event.event_id));
	}
	const { rows } = await backfill.database.query<{ event_id: string }>(
		'SELECT event_id FROM honeyhive_events',
	);
	expect(rows).toHaveLength(EVENTS);
	expect(rows.filter(({ event_id }) => !expected.has(event_id))).toEqual([]);
	expect(expected.size).toBe(EVENTS);

	const stored = await backfill.database.query<HoneyHiveEvent>(
		`SELECT *, extract(epoch FROM start_time) * 1000 AS start_milliseconds
		FROM honeyhive_events WHERE event_id = ANY($1)`,
		[[...sample.keys()]],
	);
	for (const row of stored.rows) {
		const event = sample.get(String(row.event_id));
		expect(row).toMatchObject(columnsOf(event ?? {}));
	}
	expect(stored.rows).toHaveLength(sample.size);
}

function columnsOf(event: HoneyHiveEvent) {
	const { cost, total_tokens } = (event.metadata ?? {}) as Record<string, unknown>;
	return {
		event,
		session_id: event.session_id,
		event_type: event.event_type,
		event_name: event.event_name,
		start_milliseconds: String(event.start_time),
		duration: event.duration,
		error: event.error ?? null,
		cost: cost ?? null,
		total_tokens: total_tokens ?? null,
	};
}
