import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GOOD_KEY, startEmulator } from '../test/emulator';
import { slackAccount } from '../test/e2e/examples/accounts';
import { launchChromium } from '../test/support/browser/chromium';
import { Editor } from '../test/support/browser/editor';
import { installN8n, N8N_VERSION } from '../test/support/n8n/install';
import { startN8n } from '../test/support/n8n/instance';
import { installPackage, packPackage } from '../test/support/n8n/pack';
import { createCredential } from '../test/support/n8n/api/rest';
import { N8nSession } from '../test/support/n8n/api/session';
import { step } from '../test/support/n8n/steps';
import { makeCertificate } from '../test/support/standins/certificate';
import { openGateway, throughGateway } from '../test/support/standins/gateway';
import { lastingPort } from '../test/support/standins/port';
import { slackHost, slackWorkspace } from '../test/support/standins/slack';
import { createWorkflows, PROJECT, SUBJECTS } from './subjects';

const folder = join(__dirname, '..', 'docs', 'screenshots');
const THEMES = ['light', 'dark'] as const;
const HOUR = 3_600_000;
const SLACK_TOKEN = 'xoxb-of-the-pictures';
const closers: Array<() => Promise<void>> = [];

/** Takes the pictures of the README again, with a real n8n, the packed node and an emulated HoneyHive. */
async function takeScreenshots(): Promise<void> {
	await step(`Getting n8n ${N8N_VERSION}`, installN8n);
	const { n8nUrl, emulatorUrl } = await step('Starting n8n with the packed node', start);
	const n8n = new N8nSession(n8nUrl);
	await n8n.setUpOwner();
	const credential = await createCredential(n8n, {
		name: 'HoneyHive account',
		type: 'honeyHiveApi',
		data: { apiKey: GOOD_KEY, baseUrl: emulatorUrl, generation: 'exportV1' },
	});
	const slack = await createCredential(n8n, slackAccount(SLACK_TOKEN));
	const workflows = await createWorkflows(n8n, credential, slack);

	const browser = await launchChromium();
	closers.push(async () => await browser.close());
	await mkdir(folder, { recursive: true });
	for (const theme of THEMES) {
		const editor = await Editor.open(browser, n8nUrl, { theme });
		for (const [name, show] of Object.entries(SUBJECTS)) {
			const path = join(folder, `${name}-${theme}.png`);
			await step(`${name}, ${theme}`, async () => {
				await show(editor, workflows);
				await editor.dismissToasts();
				// Moves the pointer away, so that no element shows its hover state.
				await editor.page.mouse.move(0, 0);
				await editor.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
			});
		}
		await editor.close();
	}
}

async function start(): Promise<{ n8nUrl: string; emulatorUrl: string }> {
	const now = Date.now();
	const emulator = await startEmulator({
		project: PROJECT,
		events: 400,
		from: new Date(now - 20 * HOUR).toISOString(),
		to: new Date(now).toISOString(),
	});
	closers.push(emulator.close);
	const userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-screenshots-'));
	closers.push(async () => await rm(userFolder, { recursive: true, force: true }));
	const pack = await packPackage();
	await installPackage(pack.tarball, userFolder);
	await pack.remove();
	const n8n = await startN8n({ userFolder, env: await slackOnly(userFolder) });
	closers.push(n8n.stop);
	return { n8nUrl: n8n.url, emulatorUrl: emulator.url };
}

/** Opens the gateway to a stand-in for Slack. @returns the settings that send n8n through it */
async function slackOnly(folder: string): Promise<Record<string, string>> {
	const certificate = await makeCertificate(folder, [slackHost]);
	const place = { ...certificate, port: await lastingPort() };
	const gateway = await openGateway(place, slackWorkspace(SLACK_TOKEN, ['#llm-digest']).sites);
	closers.push(gateway.close);
	return throughGateway(place);
}

async function close(): Promise<void> {
	for (const end of closers.reverse()) await end();
}

void takeScreenshots().finally(close);
