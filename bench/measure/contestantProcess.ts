import { answer } from './answerParent';
import { CONTESTANTS, type Entrant, type Export, type Job } from '../protocol';

/** A contestant in a process of its own; its name is the first argument. */
async function main(): Promise<void> {
	const name = CONTESTANTS.find((one) => one === process.argv[2]);
	if (!name) throw new Error(`Contestants: ${CONTESTANTS.join(', ')}`);
	const { entrant } = (await import(`../contestants/${name}.js`)) as { entrant: Entrant };
	answer(async (job: Job) => await measure(entrant, job));
}

async function measure(entrant: Entrant, job: Job): Promise<Export> {
	// What the export before left behind is not this one's to clear away.
	globalThis.gc?.();
	const restBytes = process.memoryUsage.rss();
	const cpuBefore = process.cpuUsage();
	const began = performance.now();
	const result = await entrant.exportAll(job);
	const milliseconds = performance.now() - began;
	const { user, system } = process.cpuUsage(cpuBefore);
	const peakBytes = process.resourceUsage().maxRSS * 1024;
	return {
		milliseconds,
		cpuMilliseconds: (user + system) / 1000,
		restBytes,
		peakBytes,
		proof: await entrant.proofOf(result),
	};
}

void main();
