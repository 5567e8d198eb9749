import { activateWorkflow, createWorkflow, deactivateWorkflow } from '../../support/n8n/api/rest';
import { googleDocument } from '../../support/standins/googleSheets';
import { Sheet, type Cell } from '../../support/standins/sheet';
import { SIMPLIFIED_COLUMNS } from '../simplified';
import { googleAccount } from './accounts';
import { exampleEvent } from './events';
import { callWorkflow, startedByCall } from './onCall';
import { expectPublishable, withExample } from './withExample';

const file = 'events-to-sheets.json';
const sheet = new Sheet('Events', 0);
const google = googleDocument('ID-of-your-document', sheet);
const example = withExample(file, {
	accounts: [googleAccount(google)],
	sites: google.sites,
});

describe('The example events-to-sheets.json', () => {
	it('runs as imported and appends each new event as one row', async () => {
		const { n8n, honeyHive } = example;
		await expectPublishable(example);
		const path = 'events-to-sheets';
		const draft = startedByCall(example.draft, 'Every Hour', path);
		const workflow = await createWorkflow(n8n, draft);
		await activateWorkflow(n8n, workflow);
		honeyHive.load([call('before')]);

		await callWorkflow(n8n.url, path);
		expect(sheet.rows).toEqual([]);
		const first = call('first', { metadata: { cost: 0.02, total_tokens: 1200 } });
		const formula = call('=HYPERLINK("https://evil.example")');
		// More than Google accepts in a cell, and an ID that it would round if it took it for a number.
		const long = call('long', { event_id: '12345678901234567', error: 'x'.repeat(60_000) });
		honeyHive.load([first, formula, long]);
		await callWorkflow(n8n.url, path);
		const second = call('second', { error: 'The model timed out' });
		honeyHive.load([second]);
		await callWorkflow(n8n.url, path);
		await callWorkflow(n8n.url, path);
		await deactivateWorkflow(n8n, workflow);

		expect(sheet.rows).toEqual([
			SIMPLIFIED_COLUMNS,
			row(first, ['success', ''], 0.02, 1200),
			row(formula, ['success', '']),
			row(long, ['error', `${'x'.repeat(999)}…`]),
			row(second, ['error', 'The model timed out']),
		]);
	});
});

function call(name: string, more: Parameters<typeof exampleEvent>[1] = {}) {
	return exampleEvent(name, { config: { model: 'gpt-4o' }, ...more });
}

function row(
	{ event_id, session_id, event_name, start_time }: ReturnType<typeof call>,
	result: readonly [status: string, message: string],
	cost: number | '' = '',
	tokens: number | '' = '',
): Cell[] {
	const started = new Date(start_time).toISOString();
	const figures = [250, 'gpt-4o', cost, tokens, '', ''];
	// There is no link without the project's ID and the app's URL in the credential.
	return [event_name, 'model', started, ...result, ...figures, session_id, event_id, ''];
}
