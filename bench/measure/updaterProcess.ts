import type { Updater, UpdateJob } from '../protocol';
import { answerParent } from './answerParent';
import { measureFigures } from './figures';
import { loadContestant } from './loadContestant';

/** Writes verdicts with one contestant in a process of its own. */
async function main(): Promise<void> {
	const { updater } = await loadContestant<{ updater: Updater }>('updaters');
	answerParent(async (job: UpdateJob) => {
		const { figures } = await measureFigures(async () => await updater.update(job));
		return figures;
	});
}

void main();
