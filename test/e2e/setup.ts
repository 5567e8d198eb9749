import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n, N8N_VERSION } from '../support/n8n/install';
import { startN8n } from '../support/n8n/instance';
import { installPackage, packPackage } from '../support/n8n/pack';
import { N8nSession } from '../support/n8n/session';
import { step } from '../support/n8n/steps';
import { shareInstance } from './instance';

/** Starts the n8n that all test files talk to, with the package in it as a user would have it. */
export default async function setup(): Promise<void> {
	process.stdout.write('\n');
	await step(`Getting n8n ${N8N_VERSION}`, installN8n);
	const pack = await step('Building and packing the node', packPackage);
	const userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-e2e-'));
	await installPackage(pack.tarball, userFolder);
	await pack.remove();

	const n8n = await step('Starting n8n', async () => await startN8n({ userFolder }));
	await new N8nSession(n8n.url).setUpOwner();
	shareInstance(n8n.url, async () => {
		await n8n.stop();
		await rm(userFolder, { recursive: true, force: true });
	});
}
