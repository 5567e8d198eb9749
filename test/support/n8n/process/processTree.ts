import type { ChildProcess, StdioOptions } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import spawn from 'cross-spawn';

/** A program with everything it starts in turn, so that the whole of it can be ended at once. */
export interface ProcessTree {
	readonly pid: number;
	/** Resolves with the exit code (null when a signal ended it) once the program itself is gone. */
	readonly exited: Promise<number | null>;
	/** Sends SIGTERM, then SIGKILL after `graceMs`, and resolves once no process of the tree is left. */
	end(graceMs?: number): Promise<void>;
}

interface StartOptions {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	/** Receives everything the tree prints, stdout and stderr alike; appended to. */
	readonly logFile: string;
	/**
	 * The program runs on Node: it watches the channel to this process and ends its own tree when this
	 * process is killed, so that none of its handlers can run.
	 */
	readonly guarded?: boolean | undefined;
}

const windows = process.platform === 'win32';
const living = new Map<number, ProcessTree>();
let watching = false;

/** Starts a program as the head of its own process group; it never outlives this process. */
export function startTree(options: StartOptions): ProcessTree {
	endTreesOnExit();
	const guarded = options.guarded ?? false;
	const log = openSync(options.logFile, 'a');
	const stdio: StdioOptions = guarded ? ['ignore', log, log, 'ipc'] : ['ignore', log, log];
	const guard = guarded ? ['--require', join(__dirname, 'guard.js')] : [];
	const child = spawn(options.command, [...guard, ...options.args], {
		cwd: options.cwd,
		env: options.env,
		stdio,
		// A group of its own: one signal reaches the helpers that n8n and npm start, too.
		detached: !windows,
		windowsHide: true,
	});
	closeSync(log);

	const exited = exitOf(child);
	const { pid } = child;
	if (pid === undefined) return { pid: -1, exited, end: async () => {} };

	const tree: ProcessTree = {
		pid,
		exited,
		end: async (graceMs = 15_000) => await endTree(pid, exited, graceMs),
	};
	living.set(pid, tree);
	void exited.then(
		() => sweep(pid),
		() => living.delete(pid),
	);
	return tree;
}

/** Ends every tree that is still running. */
export async function endAllTrees(): Promise<void> {
	await Promise.all([...living.values()].map(async (tree) => await tree.end()));
}

function exitOf(child: ChildProcess): Promise<number | null> {
	const exited = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code));
	});
	// Callers that await it still see the rejection; others must not crash because of it.
	exited.catch(() => {});
	return exited;
}

/** The root process is gone: end the processes that it left running. */
function sweep(pid: number): void {
	if (!windows) signal(pid, 'SIGKILL');
	living.delete(pid);
}

async function endTree(
	pid: number,
	exited: Promise<number | null>,
	graceMs: number,
): Promise<void> {
	signal(pid, 'SIGTERM');
	await Promise.race([exited.catch(() => null), sleep(graceMs, null, { ref: false })]);
	signal(pid, 'SIGKILL');
	await exited.catch(() => null);
	// A killed grandchild counts until init has collected it; where nothing does, it stays dead
	// and listed, so the wait has an end.
	for (let tries = 0; tries < 100 && signal(pid, 0); tries++) await sleep(50);
}

/** Signals the whole tree; false when nothing of it is left. */
function signal(pid: number, name: 'SIGTERM' | 'SIGKILL' | 0): boolean {
	if (windows) {
		if (name === 0) return false;
		return spawn.sync('taskkill', ['/pid', String(pid), '/T', '/F']).status === 0;
	}
	try {
		process.kill(-pid, name);
		return true;
	} catch {
		return false;
	}
}

function endTreesOnExit(): void {
	if (watching) return;
	watching = true;
	process.on('exit', () => {
		for (const pid of living.keys()) signal(pid, 'SIGKILL');
	});
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(name, () => {
			// Whoever handles the signal itself also decides when this process exits.
			if (process.listenerCount(name) === 0) process.exit(name === 'SIGINT' ? 130 : 143);
		});
	}
}
