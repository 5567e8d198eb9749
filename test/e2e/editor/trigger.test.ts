import { GOOD_KEY } from '../../emulator';
import { Album } from '../../support/browser/album';
import { createCredential } from '../../support/n8n/api/rest';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveCredential } from '../workflows';
import { withEditor } from './withEditor';

const PROJECT = 'Demo Project';
/** How many of the newest events the trigger shows as a sample. */
const SAMPLE = 10;

jest.setTimeout(300_000);

const host = withEmulator({ generations: ['export'], project: PROJECT, events: 200 });
const open = withEditor();
beforeAll(async () => {
	await createCredential(open.n8n, honeyHiveCredential(host.url, 'export', GOOD_KEY));
});

describe('The trigger in the editor', () => {
	it('shows the newest events for Fetch Test Event', async () => {
		const { editor } = open;
		const { nodePanel, nodeView, page } = editor;
		const album = await Album.start(page, 'trigger');

		await album.step('search the panel', async () => {
			await editor.newWorkflow();
			await nodePanel.open();
			await nodePanel.search('honeyhive');
			await nodePanel.choose('HoneyHive');
		});
		await album.step('drop the trigger', async () => {
			await nodePanel.choose('On new event');
			await nodeView.chooseCredential(honeyHiveCredential(host.url, 'export', GOOD_KEY).name);
		});
		await album.step('pick the project', async () => {
			await nodeView.chooseFromList('project', PROJECT);
			await nodeView.choose('output', 'Simplified');
		});
		const table = await album.step('fetch', async () => {
			expect(await nodeView.executeLabel()).toBe('Fetch Test Event');
			await nodeView.execute();
			return await nodeView.table();
		});

		expect(table.count).toBe(`${SAMPLE} items`);
		const newest = [...host.events()].sort(
			(one, other) => Number(other.start_time) - Number(one.start_time),
		);
		expect(table.rows.map(({ event_id }) => event_id)).toEqual(
			newest.slice(0, SAMPLE).map(({ event_id }) => event_id),
		);
	});
});
