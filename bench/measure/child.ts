import type { ChildProcess } from 'node:child_process';
import spawn from 'cross-spawn';

import type { Reply } from '../protocol';

/** Milliseconds for a process to end by itself. */
const graceMs = 5_000;

/** The parent's side of a process that answers one message at a time. */
export class Child<Request extends object> {
	private constructor(
		private readonly process: ChildProcess,
		private readonly name: string,
	) {}

	/** Starts it and waits until it is ready. It ends by itself when this process is gone. */
	static async start<Request extends object>(
		name: string,
		node: string,
		args: readonly string[],
		environment: Readonly<Record<string, string>> = {},
	): Promise<Child<Request>> {
		const started = spawn(node, ['--expose-gc', ...args], {
			// What it prints must not end up in a table or in JSON.
			stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
			// Options of whoever started the benchmark, such as a loader, would be measured too.
			env: { ...process.env, NODE_OPTIONS: '', ...environment },
		});
		const child = new Child<Request>(started, name);
		await child.reply();
		return child;
	}

	async ask<Answer>(request: Request): Promise<Answer> {
		const reply = this.reply();
		this.process.send(request);
		return (await reply) as Answer;
	}

	/** Lets it exit by itself, so that it can write its profile, and insists where it does not. */
	async end(): Promise<void> {
		if (this.process.exitCode !== null || this.process.signalCode !== null) return;
		const gone = new Promise((resolve) => this.process.once('exit', resolve));
		if (this.process.connected) this.process.disconnect();
		const insist = setTimeout(() => this.process.kill('SIGKILL'), graceMs);
		await gone;
		clearTimeout(insist);
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
				settle(() => reject(new Error(`${this.name} ended with ${signal ?? code}`)));
			const onError = (error: Error): void => settle(() => reject(error));
			this.process.on('message', onMessage).once('exit', onExit).once('error', onError);
		});
	}
}
