import { readFile } from 'node:fs/promises';
import type { N8nProcess } from '../support/n8n/process/process';

/** The executions that a worker has logged as started, and those of them that are still running. */
export interface WorkerExecutions {
	readonly started: readonly string[];
	readonly running: readonly string[];
}

export async function executionsOf({ logFile }: N8nProcess): Promise<WorkerExecutions> {
	const log = await readFile(logFile, 'utf8');
	const ids = (verb: string) =>
		[...log.matchAll(new RegExp(`Worker ${verb} execution (\\d+)`, 'g'))].map(([, id = '']) => id);
	const started = ids('started');
	const finished = new Set(ids('finished'));
	return { started, running: started.filter((id) => !finished.has(id)) };
}
