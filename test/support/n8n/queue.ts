import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type Database, type Postgres } from '../services/postgres';
import { startRedis } from '../services/redis';
import { installPackage } from './pack';
import { startN8nProcess, type N8nProcess } from './process/process';
import { N8nSession } from './api/session';

export interface QueueOptions {
	/** The packed node that main and workers get. */
	readonly tarball: string;
	readonly workers: number;
	/** Executions that one worker runs at the same time. */
	readonly concurrency: number;
	/** n8n's settings for main and workers. */
	readonly env?: Readonly<Record<string, string>>;
}

/** n8n in queue mode: one main, workers, and the Redis and PostgreSQL between them. */
export interface Queue {
	readonly main: N8nProcess;
	readonly workers: readonly N8nProcess[];
	/** Signed in as the owner. */
	readonly session: N8nSession;
	readonly postgres: Postgres;
	/** Ends all of it and deletes what it stored. */
	stop(): Promise<void>;
}

/** What to stop, the last one first. */
type Undo = Array<() => Promise<void>>;

/** @throws Error if a part does not start; the others are stopped then */
export async function startQueue(options: QueueOptions): Promise<Queue> {
	const undo: Undo = [];
	const stop = async () => {
		for (const end of undo.splice(0).reverse()) await end();
	};
	return await startParts(options, undo).then(
		(parts) => ({ ...parts, stop }),
		async (error: unknown) => {
			await stop();
			return await Promise.reject(error);
		},
	);
}

async function startParts(options: QueueOptions, undo: Undo): Promise<Omit<Queue, 'stop'>> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-queue-'));
	undo.push(async () => await rm(folder, { recursive: true, force: true }));
	const postgres = await startPostgres();
	undo.push(postgres.stop);
	const redis = await startRedis();
	undo.push(redis.stop);

	const env = {
		...sharedSettings(await postgres.createDatabase(), redis.url),
		...options.env,
	};
	const start = async (name: string, command: readonly string[]) => {
		const userFolder = join(folder, name);
		await mkdir(userFolder);
		await installPackage(options.tarball, userFolder);
		const started = await startN8nProcess(command, { userFolder, env });
		undo.push(started.stop);
		return started;
	};
	// The main creates the tables that the workers expect.
	const main = await start('main', ['start']);
	const session = new N8nSession(main.url);
	await session.setUpOwner();
	const command = ['worker', `--concurrency=${options.concurrency}`];
	const names = Array.from({ length: options.workers }, (_, index) => `worker-${index + 1}`);
	const workers = await Promise.all(names.map(async (name) => await start(name, command)));
	return { main, workers, session, postgres };
}

/** Main and workers find each other by these. The prefix avoids collisions in a shared Redis. */
function sharedSettings(database: Database, redis: URL): Record<string, string> {
	const prefix = `honeyhive-test-${randomUUID()}`;
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomUUID(),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: database.host,
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_PASSWORD: database.password,
		DB_POSTGRESDB_DATABASE: database.database,
		QUEUE_BULL_REDIS_HOST: redis.hostname,
		QUEUE_BULL_REDIS_PORT: redis.port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(redis.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(redis.password),
		QUEUE_BULL_REDIS_DB: redis.pathname.slice(1) || '0',
		QUEUE_BULL_PREFIX: prefix,
		N8N_REDIS_KEY_PREFIX: prefix,
	};
}
