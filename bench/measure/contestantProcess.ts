import { CONTESTANTS, type Exporter, type ExportResult, type Job } from '../protocol';
import { answerParent } from './answerParent';

/** Runs one contestant in a process of its own. The contestant's name is the first argument. */
async function main(): Promise<void> {
	const name = CONTESTANTS.find((one) => one === process.argv[2]);
	if (!name) throw new Error(`The first argument must be one of ${CONTESTANTS.join(', ')}`);
	const { exporter } = (await import(`../contestants/${name}.js`)) as { exporter: Exporter };
	answerParent(async (job: Job) => await measure(exporter, job));
}

async function measure(exporter: Exporter, job: Job): Promise<ExportResult> {
	// Garbage of the previous export must not slow this one down.
	globalThis.gc?.();
	const idleBytes = process.memoryUsage.rss();
	const cpuBefore = process.cpuUsage();
	const startMs = performance.now();
	const result = await exporter.exportAll(job);
	const durationMs = performance.now() - startMs;
	const { user, system } = process.cpuUsage(cpuBefore);
	const peakBytes = process.resourceUsage().maxRSS * 1024;
	return {
		durationMs,
		cpuMs: (user + system) / 1000,
		idleBytes,
		peakBytes,
		digest: await exporter.digestOf(result),
	};
}

void main();
