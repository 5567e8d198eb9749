import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import spawn from 'cross-spawn';

import type { RunOptions } from '../support/engine';
import type { Outcome } from './victim';

/** As in a small container: V8 ends the process when more than this is in its heap. */
const heapMb = 800;

export interface Victim {
	/** Runs the node. @throws Error when the process ends instead */
	run(options: RunOptions): Promise<Outcome>;
}

/** A process with a small heap that runs the node, for all tests of the enclosing file. */
export function withVictim(): Victim {
	let child: ChildProcess;
	let end: Promise<never>;
	beforeAll(() => {
		child = spawn(
			process.execPath,
			[`--max-old-space-size=${heapMb}`, '--import', 'tsx', join(__dirname, 'victim.ts')],
			{ stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
		);
		end = once(child, 'exit').then(([code, signal]) => {
			throw new Error(`The process ended with ${String(signal ?? code)}`);
		});
		// It may end between two runs; the next one then fails.
		end.catch(() => {});
	});
	afterAll(() => {
		child.kill('SIGKILL');
	});
	return {
		async run(options) {
			const answer = once(child, 'message') as Promise<[Outcome]>;
			child.send(options);
			const [outcome] = await Promise.race([answer, end]);
			return outcome;
		},
	};
}
