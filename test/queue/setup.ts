import { installN8n, N8N_VERSION } from '../support/n8n/install';
import { step } from '../support/n8n/steps';

/** The first time this takes longer than any test may. */
export default async function setup(): Promise<void> {
	process.stdout.write('\n');
	await step(`Getting n8n ${N8N_VERSION}`, installN8n);
}
