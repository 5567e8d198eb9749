import type { IDataObject } from 'n8n-workflow';
import { GOOD_KEY } from '../../emulator';
import { Album } from '../../support/browser/album';
import { createCredential, createWorkflow } from '../../support/n8n/api/rest';
import { withEmulator } from '../../support/withEmulator';
import { EXPORT, exportWorkflow, honeyHiveCredential } from '../workflows';
import { withEditor } from './withEditor';

const PROJECT = 'Demo Project';
const WRONG_KEY = 'hh_mistyped';

jest.setTimeout(300_000);

const host = withEmulator({ generations: ['export'], project: PROJECT, events: 20 });
const open = withEditor();

/** Opens the node of a workflow made for one test. */
async function openNode(apiKey: string, parameters: IDataObject = {}): Promise<void> {
	const { n8n, editor } = open;
	const credential = await createCredential(n8n, honeyHiveCredential(host.url, 'export', apiKey));
	const project = { __rl: true, mode: 'name', value: PROJECT };
	const workflow = await createWorkflow(
		n8n,
		exportWorkflow(credential, { project, ...parameters }),
	);
	await editor.openWorkflow(workflow.id);
	await editor.canvas.openNode(EXPORT);
}

describe('The editor shows', () => {
	it('which number is not accepted, and what it must be', async () => {
		const { nodeView, page } = open.editor;
		const album = await Album.start(page, 'invalid limit');
		await album.step('open the node', () => openNode(GOOD_KEY));

		const refusal = await album.step('run with a limit of 1.5', async () => {
			await nodeView.fill('limit', '1.5');
			await nodeView.execute();
			return await nodeView.refusal();
		});

		expect(refusal).toEqual({
			message: "'Limit' is 1.5 but must be a whole number, 1 or more [item 0]",
			description: 'Enter a whole number, 1 or more.',
		});
	});

	it('where the JSON of the filters is invalid, and a valid example', async () => {
		const { nodeView, page } = open.editor;
		const album = await Album.start(page, 'invalid JSON');
		await album.step('open the node', () => openNode(GOOD_KEY, { filterType: 'json' }));

		const refusal = await album.step('run without a comma', async () => {
			await nodeView.fillJson('filtersJson', '[{"field": "event_type" "operator": "is"}]');
			await nodeView.execute();
			return await nodeView.refusal();
		});

		expect(refusal.message).toMatch(/^'Filters \(JSON\)' is not valid JSON: .*position 24/);
		expect(refusal.description).toContain('Enter a list such as [{"field": "event_type"');
	});

	it('that HoneyHive rejected the key, without showing the key', async () => {
		const { nodeView, page } = open.editor;
		const album = await Album.start(page, 'wrong key');
		await album.step('open the node', () => openNode(WRONG_KEY));

		const refusal = await album.step('run', async () => {
			await nodeView.execute();
			return await nodeView.refusal();
		});

		expect(refusal).toEqual({
			message: expect.stringContaining('HoneyHive does not accept the API key (HTTP 401)'),
			description: expect.stringContaining("check 'API Key' and 'Base URL' in the credential"),
		});
		expect((await page.content()).includes(WRONG_KEY)).toBe(false);
	});
});
