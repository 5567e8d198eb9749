import type { ChildProcess } from 'node:child_process';
import spawn from 'cross-spawn';

import type { Reply } from '../protocol';

/** How long a process may take to exit before it is killed. */
const maxExitMs = 5_000;

/** A child process that replies to one request at a time. `answerParent` is the child's side. */
export class Child<Request extends object> {
	private constructor(
		private readonly process: ChildProcess,
		private readonly name: string,
	) {}

	/** Starts the process and waits until it is ready. It exits when this process is gone. */
	static async start<Request extends object>(
		name: string,
		node: string,
		args: readonly string[],
		environment: Readonly<Record<string, string>> = {},
	): Promise<Child<Request>> {
		const started = spawn(node, ['--expose-gc', ...args], {
			// Its output must not get into the tables or the JSON that this process prints.
			stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
			// Inherited options, such as a loader, would be measured too.
			env: { ...process.env, NODE_OPTIONS: '', ...environment },
		});
		const child = new Child<Request>(started, name);
		await child.reply();
		return child;
	}

	get isRunning(): boolean {
		return this.process.exitCode === null && this.process.signalCode === null;
	}

	async ask<Answer>(request: Request): Promise<Answer> {
		const reply = this.reply();
		this.process.send(request);
		return (await reply) as Answer;
	}

	/** Asks the process to exit, so that it can write its CPU profile, and kills it if it does not. */
	async end(): Promise<void> {
		if (!this.isRunning) return;
		const exited = new Promise((resolve) => this.process.once('exit', resolve));
		if (this.process.connected) this.process.disconnect();
		const timer = setTimeout(() => this.process.kill('SIGKILL'), maxExitMs);
		await exited;
		clearTimeout(timer);
	}

	private async reply(): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const settle = (act: () => void): void => {
				this.process.off('message', onMessage).off('exit', onExit).off('error', onError);
				act();
			};
			const onMessage = (reply: Reply): void =>
				settle(() => {
					if ('failure' in reply) reject(new Error(`${this.name}: ${reply.failure}`));
					else resolve(reply.value);
				});
			const onExit = (code: number | null, signal: string | null): void =>
				settle(() => reject(new Error(`${this.name} exited with ${signal ?? code}`)));
			const onError = (error: Error): void => settle(() => reject(error));
			this.process.on('message', onMessage).once('exit', onExit).once('error', onError);
		});
	}
}
