import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Window } from './protocol';

/**
 * Gives windows to workers, as Redis does in n8n's queue mode: each goes to the worker that has waited longest.
 * Workers ask for them over HTTP; `takeWindow` and `finishWindow` are their side.
 */
export class WindowQueue {
	private readonly windows: Window[] = [];

	private readonly waiting: ServerResponse[] = [];

	private unfinished = 0;

	private onFinished = (): void => undefined;

	private isEnded = false;

	private readonly server = createServer((request, response) => this.answer(request, response));

	private constructor() {}

	static async listen(): Promise<WindowQueue> {
		const queue = new WindowQueue();
		queue.server.listen(0, '127.0.0.1');
		await once(queue.server, 'listening');
		return queue;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Adds windows, and waits until workers have finished all of them. */
	async run(windows: readonly Window[]): Promise<void> {
		this.windows.push(...windows);
		this.unfinished = windows.length;
		const finished = new Promise<void>((resolve) => (this.onFinished = resolve));
		this.serve();
		await finished;
	}

	/** Tells workers that there are no more windows. */
	end(): void {
		this.isEnded = true;
		this.serve();
	}

	close(): void {
		this.server.close();
		this.server.closeAllConnections();
	}

	private answer({ url }: IncomingMessage, response: ServerResponse): void {
		if (url === '/take') {
			this.waiting.push(response);
			this.serve();
			return;
		}
		response.end();
		this.unfinished -= 1;
		if (this.unfinished === 0) this.onFinished();
	}

	private serve(): void {
		while (this.waiting.length > 0 && (this.windows.length > 0 || this.isEnded)) {
			this.waiting.shift()?.end(JSON.stringify(this.windows.shift() ?? null));
		}
	}
}
