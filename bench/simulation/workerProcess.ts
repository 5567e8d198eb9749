import { setImmediate as nextTurn } from 'node:timers/promises';

import { answerParent } from '../measure/answerParent';
import { exportWindow, type Batch } from './backfillExample';
import { blockThread } from './blockThread';
import { InTurn } from './inTurn';
import type { Work, WorkerRequest, WorkOutcome } from './protocol';
import { concurrency } from './sizes';
import { finishWindow, takeWindow } from './takeWindow';

/** One of n8n's workers, in a process of its own. It exports, and then blocks its thread instead of writing rows. */

/** The batches since the IDs were last asked for. They are parsed only then, as that takes CPU time. */
let exported: Batch[] = [];

answerParent(async (request: WorkerRequest) => {
	switch (request.task) {
		case 'work':
			return await work(request);
		case 'ids':
			return takeIds();
	}
});

async function work(request: Work): Promise<WorkOutcome> {
	globalThis.gc?.();
	const cpuBefore = process.cpuUsage();
	// A worker waits for jobs on one connection, and has one thread.
	const taking = new InTurn();
	const thread = new InTurn();
	const slots = Array.from(
		{ length: concurrency },
		async () => await processWindows(request, taking, thread),
	);
	await Promise.all(slots);
	const { user, system } = process.cpuUsage(cpuBefore);
	return { cpuMs: (user + system) / 1000 };
}

async function processWindows(
	{ queueUrl, server, msPerEvent }: Work,
	taking: InTurn,
	thread: InTurn,
): Promise<void> {
	const take = async () => await taking.run(async () => await takeWindow(queueUrl));
	for (let window = await take(); window; window = await take()) {
		const batches = await exportWindow(server, window);
		await thread.run(async () => await pretendToWrite(batches, msPerEvent));
		exported.push(...batches);
		await finishWindow(queueUrl);
	}
}

async function pretendToWrite(batches: readonly Batch[], msPerEvent: number): Promise<void> {
	for (const { count } of batches) {
		blockThread(count * msPerEvent);
		// After each batch, n8n waits for the database, and the thread can do something else.
		await nextTurn();
	}
}

function takeIds(): string[] {
	const ids = exported.flatMap(({ events }) =>
		(JSON.parse(events) as Array<{ event_id?: unknown }>).map(({ event_id }) => String(event_id)),
	);
	exported = [];
	return ids;
}
