import { GOOD_KEY, type HoneyHiveEvent } from '../../emulator';
import { Album } from '../../support/browser/album';
import { createCredential } from '../../support/n8n/api/rest';
import { withEmulator } from '../../support/withEmulator';
import { SIMPLIFIED_COLUMNS } from '../simplified';
import { honeyHiveCredential } from '../workflows';
import { withEditor } from './withEditor';

const PROJECT = 'Demo Project';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** US dollars. */
const EXPENSIVE = 0.015;
/** Of the generation Self-Hosted V1. */
const TEXT_OPERATORS = ['Is', 'Is Not', 'Contains', 'Does Not Contain', 'Exists', 'Does Not Exist'];
const ALL_OPERATORS = [
	'Is',
	'Is Not',
	'Contains',
	'Does Not Contain',
	'Is Greater Than',
	'Is Less Than',
	'Is After',
	'Is Before',
	'Exists',
	'Does Not Exist',
];
const NUMBER_OPERATORS = [
	'Is',
	'Is Not',
	'Is Greater Than',
	'Is Less Than',
	'Exists',
	'Does Not Exist',
];

jest.setTimeout(300_000);

const now = Date.now();
const host = withEmulator({
	generations: ['exportV1'],
	project: PROJECT,
	events: 300,
	from: new Date(now - 180 * MINUTE).toISOString(),
	to: new Date(now - MINUTE).toISOString(),
});
const open = withEditor();
beforeAll(async () => {
	// Matches everything except the date range.
	host.load([
		{
			project_id: PROJECT,
			event_id: 'last-week',
			event_type: 'model',
			start_time: now - 7 * DAY,
			metadata: { cost: 1 },
		},
	]);
	await createCredential(open.n8n, honeyHiveCredential(host.url, 'exportV1', GOOD_KEY));
});

describe('The node in the editor', () => {
	it('is found, configured and run, and shows its items in the table', async () => {
		const { editor } = open;
		const { canvas, nodePanel, nodeView, page } = editor;
		const album = await Album.start(page, 'export');

		await album.step('a workflow that starts by hand', async () => {
			await editor.newWorkflow();
			await nodePanel.open();
			await nodePanel.choose('Trigger manually');
			await canvas.has('When clicking ‘Execute workflow’');
		});
		await album.step('search the panel', async () => {
			await nodePanel.open();
			await nodePanel.search('honeyhive');
			await nodePanel.found('HoneyHive');
		});
		await album.step('see the actions', () => nodePanel.choose('HoneyHive'));
		await album.step('drop the node', async () => {
			await nodePanel.choose('Export events');
			await nodeView.chooseCredential(honeyHiveCredential(host.url, 'exportV1', GOOD_KEY).name);
		});
		await album.step('pick the project', () => nodeView.chooseFromList('project', PROJECT));

		await album.step('a filter on a text', async () => {
			await nodeView.choose('filterType', 'Build Manually');
			await nodeView.addCondition();
			await nodeView.chooseFromList('filters.conditions[0].field', 'Event Type');
			await nodeView.fill('filters.conditions[0].value', 'model');
		});
		await album.step('a filter on a number', async () => {
			await nodeView.addCondition();
			// n8n ignores a change while it still loads the operators from before.
			const operators = 'filters.conditions[1].operator';
			expect(await nodeView.choices(operators, 'Contains')).toEqual(ALL_OPERATORS);
			await nodeView.enter('filters.conditions[1].field', 'By Path', 'metadata.cost');
			expect(await nodeView.choices(operators, 'Is Less Than', 'Contains')).toEqual(
				NUMBER_OPERATORS,
			);
			await nodeView.choose('filters.conditions[1].type', 'Text');
			expect(await nodeView.choices(operators, 'Contains', 'Is Less Than')).toEqual(TEXT_OPERATORS);
			await nodeView.choose('filters.conditions[1].type', 'Automatic');
			expect(await nodeView.choices(operators, 'Is Less Than', 'Contains')).toEqual(
				NUMBER_OPERATORS,
			);
			await nodeView.choose(operators, 'Is Greater Than');
			await nodeView.fill('filters.conditions[1].value', String(EXPENSIVE));
		});
		await album.step('the last two days', async () => {
			await nodeView.choose('dateRange', 'In the Last…');
			await nodeView.fill('lastAmount', '2');
			await nodeView.choose('lastUnit', 'Days');
		});
		await album.step('simplified, all of them', async () => {
			await nodeView.choose('output', 'Simplified');
			await nodeView.switchOn('returnAll');
		});
		const table = await album.step('run', async () => {
			await nodeView.execute();
			return await nodeView.table();
		});

		const expected = expensiveCalls(host.events());
		expect(table.count).toBe(`${expected.length} items`);
		expect(table.columns).toEqual(SIMPLIFIED_COLUMNS);
		expect(table.rows.map(({ event_id }) => event_id)).toEqual(
			expected.map(({ event_id }) => event_id),
		);
		expect(table.rows.map(({ cost }) => Number(cost))).toEqual(
			expected.map(({ metadata }) => metadata?.cost),
		);
	});
});

/** The events that match the filters and the date range, newest first. */
function expensiveCalls(events: Iterable<HoneyHiveEvent>): HoneyHiveEvent[] {
	return [...events]
		.filter(({ event_id }) => event_id !== 'last-week')
		.filter(({ event_type, metadata }) => {
			return event_type === 'model' && Number(metadata?.cost) > EXPENSIVE;
		})
		.sort((one, other) => Number(other.start_time) - Number(one.start_time));
}
