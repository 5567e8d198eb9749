import { join } from 'node:path';

import { wan } from '../hosts';
import { Child } from '../measure/child';
import { digestEvents } from '../measure/digest';
import type { ServerCount, ServerRequest, ServerStart } from '../protocol';
import { splitDateRange } from './backfillExample';
import type { WorkerRequest, WorkOutcome } from './protocol';
import { events } from './sizes';
import { WindowQueue } from './windowQueue';

/** How to process the windows of a backfill. */
export interface Backfill {
	readonly workers: number;
	/** Windows in the queue or at workers at the same time: the example's setting `windowsAtOnce`. */
	readonly windowsAtOnce: number;
	/** Milliseconds of pretended computing for each event. */
	readonly msPerEvent: number;
}

/** What a backfill took. */
export interface BackfillRun {
	readonly splitMs: number;
	/** From the end of the split to the end of the last window. */
	readonly windowsMs: number;
	/** CPU time that the workers have really used. */
	readonly workerCpuMs: number;
	/** The same for all processes: those of the workers, the emulator and this one. */
	readonly cpuMs: number;
}

/** The emulator and some workers, each in a process of its own. This process divides the range and has the queue. */
export class Simulation {
	private constructor(
		private readonly emulator: Child<ServerRequest>,
		private readonly server: ServerStart,
		private readonly workers: ReadonlyArray<Child<WorkerRequest>>,
	) {}

	static async start(maxWorkers: number): Promise<Simulation> {
		const emulator = await startProgram<ServerRequest>('The emulator', 'server/serverProcess.ts');
		const settings = { events, distribution: 'uniform', ...wan } as const;
		const server = await emulator.ask<ServerStart>({ task: 'start', settings });
		const workers: Array<Child<WorkerRequest>> = [];
		while (workers.length < maxWorkers) {
			const name = `Worker ${workers.length + 1}`;
			workers.push(await startProgram<WorkerRequest>(name, 'simulation/workerProcess.ts'));
		}
		return new Simulation(emulator, server, workers);
	}

	/** @throws Error unless every event was exported exactly once */
	async run({ workers: count, windowsAtOnce, msPerEvent }: Backfill): Promise<BackfillRun> {
		const { emulator, server } = this;
		const workers = this.workers.slice(0, count);
		await emulator.ask({ task: 'clear' });
		const queue = await WindowQueue.listen();
		try {
			const work = { task: 'work', queueUrl: queue.url, server, msPerEvent } as const;
			const [{ ownCpuMs, ...times }, ...outcomes] = await Promise.all([
				this.backfill(queue, windowsAtOnce),
				...workers.map(async (worker) => await worker.ask<WorkOutcome>(work)),
			]);
			const { cpuMs: emulatorCpuMs } = await emulator.ask<ServerCount>({ task: 'count' });
			await this.check(workers);
			const workerCpuMs = outcomes.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
			return { ...times, workerCpuMs, cpuMs: ownCpuMs + emulatorCpuMs + workerCpuMs };
		} finally {
			queue.close();
		}
	}

	async close(): Promise<void> {
		for (const child of [...this.workers, this.emulator]) await child.end();
	}

	/** What n8n's main process does in the example: it sends the next windows when those before have been processed. */
	private async backfill(
		queue: WindowQueue,
		windowsAtOnce: number,
	): Promise<Pick<BackfillRun, 'splitMs' | 'windowsMs'> & { readonly ownCpuMs: number }> {
		const cpuBefore = process.cpuUsage();
		const startMs = performance.now();
		const windows = await splitDateRange(this.server);
		const splitMs = performance.now() - startMs;
		for (let first = 0; first < windows.length; first += windowsAtOnce) {
			await queue.run(windows.slice(first, first + windowsAtOnce));
		}
		const windowsMs = performance.now() - startMs - splitMs;
		queue.end();
		const { user, system } = process.cpuUsage(cpuBefore);
		return { splitMs, windowsMs, ownCpuMs: (user + system) / 1000 };
	}

	private async check(workers: ReadonlyArray<Child<WorkerRequest>>): Promise<void> {
		const ids: string[][] = [];
		for (const worker of workers) ids.push(await worker.ask({ task: 'ids' }));
		const { count, idsHash } = await digestEvents(ids.flat().map((event_id) => ({ event_id })));
		const { expected } = this.server;
		if (count !== expected.count) {
			throw new Error(`The workers exported ${count} events instead of ${expected.count}`);
		}
		if (idsHash !== expected.idsHash) {
			throw new Error('The workers exported events with other IDs than those on the server');
		}
	}
}

/** @param program path from bench/ */
async function startProgram<Request extends object>(
	name: string,
	program: string,
): Promise<Child<Request>> {
	const args = ['--import', 'tsx', join(__dirname, '..', program)];
	return await Child.start<Request>(name, process.execPath, args);
}
