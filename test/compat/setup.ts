import { installEngine } from '../support/n8n/install';
import { step } from '../support/n8n/steps';
import engines from './engines.json';

/** The first time this takes longer than any test may. */
export default async function setup(): Promise<void> {
	process.stdout.write('\n');
	for (const { n8n, core } of engines) {
		await step(`Getting the engine of n8n ${n8n}`, async (say) => await installEngine(core, say));
	}
}
