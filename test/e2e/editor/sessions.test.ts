import { GOOD_KEY } from '../../emulator';
import { Album } from '../../support/browser/album';
import { createCredential } from '../../support/n8n/api/rest';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveCredential } from '../workflows';
import { withEditor } from './withEditor';

const PROJECT = 'Demo Project';
const MINUTE = 60_000;

jest.setTimeout(300_000);

const now = Date.now();
const host = withEmulator({
	generations: ['exportV1'],
	project: PROJECT,
	events: 1500,
	from: new Date(now - 180 * MINUTE).toISOString(),
	to: new Date(now - MINUTE).toISOString(),
});
const open = withEditor();
const credential = () => honeyHiveCredential(host.url, 'exportV1', GOOD_KEY);
beforeAll(async () => {
	host.load([
		{
			project_id: PROJECT,
			event_id: 'refund',
			session_id: 'refund',
			event_type: 'session',
			event_name: 'Refund of an order',
			start_time: now - 500 * MINUTE,
		},
	]);
	await createCredential(open.n8n, credential());
});

async function addNode(action: string): Promise<void> {
	const { editor } = open;
	const { canvas, nodePanel, nodeView } = editor;
	await editor.newWorkflow();
	await nodePanel.open();
	await nodePanel.choose('Trigger manually');
	await canvas.has('When clicking ‘Execute workflow’');
	await nodePanel.open();
	await nodePanel.search('honeyhive');
	await nodePanel.choose('HoneyHive');
	await nodePanel.choose(action);
	await nodeView.chooseCredential(credential().name);
	await nodeView.chooseFromList('project', PROJECT);
}

describe('Sessions in the editor', () => {
	it('are chosen from a list or by a link', async () => {
		const { nodeView, page } = open.editor;
		const album = await Album.start(page, 'one session');
		await album.step('add the node', async () => await addNode('Get session'));
		const newest = await album.step('the newest sessions', () => nodeView.openList('sessionId'));
		expect(newest.length).toBeGreaterThan(20);
		expect(newest.every((name) => / · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+$/.test(name.trim()))).toBe(
			true,
		);
		await page.keyboard.press('Escape');
		await album.step('find a session', async () => {
			await nodeView.chooseFromList('sessionId', 'Refund', /^Refund of an order · /);
		});
		const listed = await album.step('run', async () => {
			await nodeView.execute();
			return await nodeView.table();
		});
		expect(listed.rows).toMatchObject([{ session_id: 'refund' }]);

		await album.step('enter a link', async () => {
			const link = 'https://app.us.honeyhive.ai/p/abc/traces/sessions?event=refund&range=30d';
			await nodeView.enter('sessionId', 'By Link', link);
		});
		const linked = await album.step('run again', async () => {
			await nodeView.execute();
			return await nodeView.table();
		});
		expect(linked.rows).toMatchObject([{ session_id: 'refund' }]);
	});

	it('are listed with the totals of their events', async () => {
		const { nodeView, page } = open.editor;
		const album = await Album.start(page, 'many sessions');
		await album.step('add the node', async () => await addNode('Get many sessions'));
		await album.step('with totals', async () => {
			await nodeView.switchOn('totalsFromEvents');
			await nodeView.fill('limit', '3');
		});
		const table = await album.step('run', async () => {
			await nodeView.execute();
			return await nodeView.table();
		});
		const events = [...host.events()];
		expect(table.rows).toHaveLength(3);
		for (const { session_id, events: counted } of table.rows) {
			const own = events.filter((event) => event.session_id === session_id);
			expect(Number(counted)).toBe(own.length);
		}
	});
});
