import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { runCommand } from '../n8n/process/command';
import { freePorts } from '../n8n/process/ports';
import { asUser, findProgram, serverLog, startProgram } from './program';
import { untilUp } from './untilUp';

const URL_VARIABLE = 'HONEYHIVE_TEST_POSTGRES_URL';
const PACKAGE = 'postgresql';
/** PostgreSQL refuses to run as root: this user comes with Debian's package. */
const USER = 'postgres';
/** The data is temporary, so that nothing has to be flushed to disk. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface Postgres {
	/** Creates an empty database for the tests. */
	createDatabase(): Promise<Database>;
	/** Stops the server. Of a server that was already running, it only drops the databases created here. */
	stop(): Promise<void>;
}

export interface Database {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly database: string;
}

/**
 * The PostgreSQL that HONEYHIVE_TEST_POSTGRES_URL names (its user must be allowed to create
 * databases), or one of our own in a temporary folder.
 */
export async function startPostgres(): Promise<Postgres> {
	const given = process.env[URL_VARIABLE];
	if (!given) return await startOwn();
	const made: string[] = [];
	return {
		createDatabase: async () => {
			const database = await createDatabase(given);
			made.push(database.database);
			return database;
		},
		stop: async () => {
			for (const name of made) await execute(given, `DROP DATABASE "${name}" WITH (FORCE)`);
		},
	};
}

async function startOwn(): Promise<Postgres> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-postgres-'));
	if (process.getuid?.() === 0) {
		await runCommand('chown', [USER, folder], { cwd: tmpdir(), logFile: serverLog(folder) });
	}
	const data = join(folder, 'data');
	await initialize(folder, data);

	const [port = 0] = await freePorts(1);
	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...CARELESS];
	const args = ['-D', data, '-p', String(port), ...settings.flatMap((text) => ['-c', text])];
	const program = findProgram('postgres', PACKAGE, URL_VARIABLE);
	const tree = startProgram(program, args, { folder, user: USER });
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	await untilUp('PostgreSQL', tree, serverLog(folder), async () => {
		await execute(url, 'SELECT 1');
		return true;
	});
	return {
		createDatabase: async () => await createDatabase(url),
		stop: async () => {
			// Fast shutdown: SIGTERM would wait for all clients to disconnect.
			process.kill(tree.pid, 'SIGINT');
			await tree.exited;
			await tree.end();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function initialize(folder: string, data: string): Promise<void> {
	const program = findProgram('initdb', PACKAGE, URL_VARIABLE);
	const args = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await runCommand('setpriv', [...asUser(USER), program, ...args], {
		cwd: folder,
		logFile: serverLog(folder),
	});
}

async function createDatabase(serverUrl: string): Promise<Database> {
	const database = `honeyhive_test_${randomUUID().replaceAll('-', '')}`;
	await execute(serverUrl, `CREATE DATABASE "${database}"`);
	const { hostname, port, username, password } = new URL(serverUrl);
	return {
		host: hostname,
		port: Number(port || 5432),
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		database,
	};
}

async function execute(url: string, statement: string): Promise<void> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
