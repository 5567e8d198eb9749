import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { n8nEnvironment } from './environment';
import { installN8n } from '../install';
import { logTail } from './logTail';
import { freePorts } from './ports';
import { startTree, type ProcessTree } from './processTree';

export interface ProcessOptions {
	/** Holds this process's settings, log and packages, and its database when it has its own. */
	readonly userFolder: string;
	readonly port?: number;
	/** n8n's settings beyond the quiet defaults; they win over them. */
	readonly env?: Readonly<Record<string, string>>;
	/** The process's timezone, UTC unless told. */
	readonly timezone?: string;
}

export interface N8nProcess {
	readonly url: string;
	readonly pid: number;
	readonly userFolder: string;
	readonly logFile: string;
	/** The last lines that n8n printed. */
	logTail(): Promise<string>;
	/** Stops n8n and everything it started; resolves when no process is left. */
	stop(): Promise<void>;
	/** Kills it as a crash does (SIGKILL), without a chance to save anything. */
	kill(): Promise<void>;
}

/** A first start migrates an empty database: seconds on a laptop, more on a busy CI machine. */
const START_TIMEOUT_MS = 180_000;

/**
 * Starts one of n8n's commands on 127.0.0.1 and resolves once it is ready. It does not outlive this
 * process.
 * @throws Error with the last lines of the log if n8n does not start
 */
export async function startN8nProcess(
	command: readonly string[],
	options: ProcessOptions,
): Promise<N8nProcess> {
	const { node, entry } = await installN8n();
	const [freePort = 0, brokerPort = 0] = await freePorts(2);
	const port = options.port ?? freePort;
	const { userFolder } = options;
	const logFile = join(userFolder, 'n8n.log');
	await mkdir(userFolder, { recursive: true });
	const tree = startTree({
		command: node,
		args: [entry, ...command],
		// n8n reads a .env file of the folder it is started in: there is none here.
		cwd: userFolder,
		env: n8nEnvironment({ ...options, node, port, brokerPort }),
		logFile,
		guarded: true,
	});
	const url = `http://127.0.0.1:${port}`;
	await ready(tree, url).catch(async (error: unknown) => {
		await tree.end(0);
		const reason = error instanceof Error ? error.message : String(error);
		const tail = await logTail(logFile);
		return await Promise.reject(new Error(`${reason}. Last lines of ${logFile}:\n${tail}`));
	});
	return {
		url,
		pid: tree.pid,
		userFolder,
		logFile,
		logTail: async () => await logTail(logFile),
		stop: async () => await tree.end(),
		kill: async () => {
			process.kill(-tree.pid, 'SIGKILL');
			await tree.end(0);
		},
	};
}

async function ready(tree: ProcessTree, url: string): Promise<void> {
	let exit: string | undefined;
	tree.exited.then(
		(code) => (exit = `n8n ended while starting (exit code ${code})`),
		(error) => (exit = `n8n could not be started: ${String(error)}`),
	);
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (Date.now() < deadline) {
		if (exit !== undefined) throw new Error(exit);
		if (await answersOk(`${url}/healthz/readiness`)) return;
		await sleep(200);
	}
	throw new Error(`n8n did not get ready within ${START_TIMEOUT_MS / 1000} s`);
}

async function answersOk(url: string): Promise<boolean> {
	try {
		const { statusCode, body } = await request(url);
		await body.dump();
		return statusCode === 200;
	} catch {
		return false;
	}
}
