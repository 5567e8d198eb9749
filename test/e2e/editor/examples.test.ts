import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { request } from 'undici';

import { Album } from '../../support/browser/album';
import { launchChromium } from '../../support/browser/chromium';
import { Editor } from '../../support/browser/editor';
import { createCredential, type WorkflowDraft } from '../../support/n8n/api/rest';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveAccount } from '../examples/accounts';
import { exampleEvent, modelCall, PROJECT } from '../examples/events';
import { eventually } from '../eventually';
import { startOwnN8n, type OwnN8n } from '../ownN8n';

const folder = join(__dirname, '..', '..', '..', 'examples');

/** The HoneyHive nodes of each example; the first one comes last, and stays open to be run. */
const examples = readdirSync(folder).map((file) => {
	const { nodes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowDraft;
	const readers = nodes.filter(({ type }) => type.startsWith('n8n-nodes-honeyhive.'));
	return { file, readers: readers.reverse() };
});

const HOUR = 3_600_000;
const HEADER_KEY = { name: 'x-backfill-key', value: 'only for this test' };

/**
 * How the first node is run where that takes more than its button. An agent's tool has items only when it is
 * called: n8n asks the user what the model would fill in.
 */
const starts: Readonly<Record<string, () => Promise<void>>> = {
	'alert-webhook.json': () =>
		callWhenListening('honeyhive-alert', { session_id: 'session-scored' }),
	'ask-about-traces.json': async () => {
		// That dialog passes numbers on as text, which n8n then refuses. Only this tool needs none.
		await editor.nodeView.close();
		await editor.canvas.openNode('Get Session');
		await editor.nodeView.executeTool({ session_id: 'session-scored' });
	},
};

/**
 * What the first node is given where it stands in a sub-workflow, whose trigger has no input while one edits: a
 * user pins data to it.
 */
const pinned: Readonly<Record<string, object>> = {
	'backfill-window.json': {
		'On Copy Window': [
			{
				json: {
					body: {
						from: new Date(Date.now() - HOUR).toISOString(),
						to: new Date(Date.now() + HOUR).toISOString(),
					},
				},
			},
		],
	},
};

/** The file to import: the example itself, or a copy of it with pinned data. */
function fileToImport(file: string): string {
	const example = join(folder, file);
	const pinData = pinned[file];
	if (!pinData) return example;
	const copy = join(mkdtempSync(join(tmpdir(), 'honeyhive-e2e-')), file);
	const workflow = JSON.parse(readFileSync(example, 'utf8')) as WorkflowDraft;
	writeFileSync(copy, JSON.stringify({ ...workflow, pinData }));
	return copy;
}

jest.setTimeout(300_000);

const host = withEmulator({ project: PROJECT });
let n8n: OwnN8n;
let browser: Browser;
let editor: Editor;
/** The name of the only HoneyHive credential. */
let account: string;
beforeAll(async () => {
	[n8n, browser] = await Promise.all([startOwnN8n(), launchChromium()]);
	({ name: account } = await createCredential(n8n.session, honeyHiveAccount(host)));
	// There is none for Slack, Google, PostgreSQL or OpenAI: their nodes must not keep HoneyHive's from running.
	await createCredential(n8n.session, {
		name: 'Backfill key',
		type: 'httpHeaderAuth',
		data: HEADER_KEY,
	});
	editor = await Editor.open(browser, n8n.session.url);
	host.load([
		modelCall('scored', 'gpt-4o', 0.5, { cost: 0.01 }),
		exampleEvent('low', { metrics: { faithfulness: 0.1 } }, 0.5),
		exampleEvent('april', { start_time: Date.UTC(2024, 3, 15) }),
	]);
});
afterAll(async () => {
	await browser.close();
	await n8n.close();
});

describe('An example imported into a new n8n', () => {
	it.each(examples)(
		'has the credential that is there, and gets its first items: $file',
		async ({ file, readers }) => {
			const { canvas, nodeView, page } = editor;
			const album = await Album.start(page, `import ${file}`);
			await album.step('import', () => editor.importWorkflow(fileToImport(file)));

			for (const [index, { name, parameters }] of readers.entries()) {
				if (index > 0) await nodeView.close();
				await album.step(`set up ${name}`, async () => {
					await canvas.openNode(name);
					// The editor shows the ID until it has loaded the names.
					await eventually(async () => (await nodeView.credential()) === account);
					if ('project' in parameters) await nodeView.chooseFromList('project', PROJECT);
				});
			}
			const table = await album.step('run', async () => {
				await (starts[file]?.() ?? nodeView.execute());
				return await nodeView.table();
			});

			expect(table.rows).not.toEqual([]);
		},
	);
});

/** Presses "Execute step", which listens at the test URL of the workflow's webhook, and calls it. */
async function callWhenListening(path: string, body: object): Promise<void> {
	await editor.nodeView.execute();
	await eventually(async () => {
		const { statusCode, body: answer } = await request(`${n8n.session.url}/webhook-test/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [HEADER_KEY.name]: HEADER_KEY.value },
			body: JSON.stringify(body),
		});
		await answer.dump();
		return statusCode === 200;
	});
}
