import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n, N8N_VERSION } from '../support/n8n/install';
import { startN8n } from '../support/n8n/instance';
import { installPackage, packPackage } from '../support/n8n/pack';
import { N8nSession } from '../support/n8n/api/session';
import { step } from '../support/n8n/steps';
import { makeCertificate } from '../support/standins/certificate';
import { throughGateway, type GatewayPlace } from '../support/standins/gateway';
import { googleHosts } from '../support/standins/googleSheets';
import { lastingPort } from '../support/standins/port';
import { slackHost } from '../support/standins/slack';
import { shareInstance } from './instance';

/** Starts the n8n that all test files share, with the package installed as a user would install it. */
export default async function setup(): Promise<void> {
	process.stdout.write('\n');
	await step(`Getting n8n ${N8N_VERSION}`, installN8n);
	const pack = await step('Building and packing the node', packPackage);
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-e2e-'));
	await installPackage(pack.tarball, folder);
	await pack.remove();

	const gateway = await gatewayPlace(folder);
	const env = {
		...throughGateway(gateway),
		N8N_RESTRICT_FILE_ACCESS_TO: await filesFolder(folder),
	};
	const n8n = await step('Starting n8n', async () => await startN8n({ userFolder: folder, env }));
	await new N8nSession(n8n.url).setUpOwner();
	shareInstance({ url: n8n.url, gateway, folder }, async () => {
		await n8n.stop();
		await rm(folder, { recursive: true, force: true });
	});
}

async function gatewayPlace(folder: string): Promise<GatewayPlace> {
	const certificate = await makeCertificate(folder, [slackHost, ...googleHosts]);
	return { ...certificate, port: await lastingPort() };
}

/** The folder that n8n may read and write files in. */
async function filesFolder(folder: string): Promise<string> {
	const path = join(folder, '.n8n-files');
	await mkdir(path);
	return path;
}
