import { NodeFailure } from '../contestants/nodeFailure';
import type { Exporter, ExportOutcome, Job } from '../protocol';
import { answerParent } from './answerParent';
import { measureFigures } from './figures';
import { loadContestant } from './loadContestant';

/** Exports with one contestant in a process of its own. */
async function main(): Promise<void> {
	const { exporter } = await loadContestant<{ exporter: Exporter }>('contestants');
	answerParent(async (job: Job) => await measure(exporter, job));
}

async function measure(exporter: Exporter, job: Job): Promise<ExportOutcome> {
	return await exportAndDigest(exporter, job).catch(async (error: unknown) =>
		isRateLimit(error) ? { gaveUp: error.message } : await Promise.reject(error),
	);
}

async function exportAndDigest(exporter: Exporter, job: Job): Promise<ExportOutcome> {
	const { figures, result } = await measureFigures(async () => await exporter.exportAll(job));
	return { figures, digest: await exporter.digestOf(result) };
}

/** Whether a node has no retries left. */
function isRateLimit(error: unknown): error is NodeFailure {
	return error instanceof NodeFailure && error.httpCode === '429';
}

void main();
