import { activateWorkflow, createWorkflow, deactivateWorkflow } from '../../support/n8n/api/rest';
import { googleDocument } from '../../support/standins/googleSheets';
import { Sheet } from '../../support/standins/sheet';
import { SIMPLIFIED_COLUMNS } from '../simplified';
import { googleAccount } from './accounts';
import { exampleEvent } from './events';
import { callWorkflow, startedByCall } from './onCall';
import { expectPublishable, withExample } from './withExample';

const sheet = new Sheet('Failed Events', 0);
const google = googleDocument('ID-of-your-document', sheet);
const example = withExample('error-report.json', {
	accounts: [googleAccount(google)],
	sites: google.sites,
});

describe('The example error-report.json', () => {
	it('runs as imported and appends each event that failed as one row', async () => {
		const { n8n, honeyHive } = example;
		await expectPublishable(example);
		const path = 'error-report';
		const draft = startedByCall(example.draft, 'Every Hour', path);
		const workflow = await createWorkflow(n8n, draft);
		await activateWorkflow(n8n, workflow);
		honeyHive.load([exampleEvent('before', { error: 'It was not there yet' })]);

		await callWorkflow(n8n.url, path);
		honeyHive.load([
			exampleEvent('fine'),
			exampleEvent('cut off', { error: '=The answer was cut off' }),
		]);
		await callWorkflow(n8n.url, path);
		honeyHive.load([exampleEvent('fine again')]);
		await callWorkflow(n8n.url, path);
		honeyHive.load([exampleEvent('timed out', { error: 'The model timed out' })]);
		await callWorkflow(n8n.url, path);
		await deactivateWorkflow(n8n, workflow);

		const [header = [], ...rows] = sheet.rows;
		expect(header).toEqual(SIMPLIFIED_COLUMNS);
		const cells = ['event_name', 'status', 'error_message'].map((name) => header.indexOf(name));
		expect(rows.map((row) => cells.map((cell) => row[cell]))).toEqual([
			['cut off', 'error', '=The answer was cut off'],
			['timed out', 'error', 'The model timed out'],
		]);
	});
});
