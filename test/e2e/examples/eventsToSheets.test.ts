import type { HoneyHiveEvent } from '../../emulator';
import {
	activateWorkflow,
	createWorkflow,
	deactivateWorkflow,
	deleteCredential,
	replaceCredential,
	type Credential,
} from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { openGateway, type Gateway } from '../../support/standins/gateway';
import { googleDocument } from '../../support/standins/googleSheets';
import { Sheet, type Cell } from '../../support/standins/sheet';
import { sharedInstance, signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveAccount } from './accounts';
import { callWorkflow, startedByCall } from './onCall';

const sheet = new Sheet('Events', 0);
const google = googleDocument('ID-of-your-document', sheet);

let n8n: N8nSession;
const host = withEmulator({ project: 'New Project' });
let gateway: Gateway;
const credentials: Credential[] = [];
beforeAll(async () => {
	n8n = await signIn();
	gateway = await openGateway(sharedInstance().gateway, google.sites);
	credentials.push(
		await replaceCredential(n8n, honeyHiveAccount(host)),
		await replaceCredential(n8n, {
			name: 'Google Sheets account',
			type: 'googleApi',
			data: { region: 'europe-west1', ...google.account },
		}),
	);
});
afterAll(async () => {
	for (const credential of credentials) await deleteCredential(n8n, credential);
	await gateway.close();
});

const HEADER = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'start_time',
	'duration_ms',
	'model',
	'cost',
	'total_tokens',
	'status',
];

describe('the example events-to-sheets.json', () => {
	it('runs as imported and appends each new event as one row', async () => {
		const draft = await exampleWorkflow('events-to-sheets.json');
		// Published, its schedule is taken: n8n refuses a workflow that it cannot start by itself.
		await activateWorkflow(n8n, await createWorkflow(n8n, draft));
		const path = 'events-to-sheets';
		const workflow = await createWorkflow(n8n, startedByCall(draft, 'Every Hour', path));
		await activateWorkflow(n8n, workflow);
		host.load([event('before')]);

		await callWorkflow(n8n.url, path);
		expect(sheet.rows).toEqual([]);
		const first = event('first', { metadata: { cost: 0.02, total_tokens: 1200 } });
		const formula = event('=HYPERLINK("https://evil.example")');
		host.load([first, formula]);
		await callWorkflow(n8n.url, path);
		const second = event('second', { error: 'The model timed out' });
		host.load([second]);
		await callWorkflow(n8n.url, path);
		await callWorkflow(n8n.url, path);
		await deactivateWorkflow(n8n, workflow);

		expect(sheet.rows).toEqual([
			HEADER,
			row(first, 'success', 0.02, 1200),
			row(formula, 'success'),
			row(second, 'error: The model timed out'),
		]);
	});
});

let ticks = 0;
function event(name: string, more: Partial<HoneyHiveEvent> = {}) {
	const start = Date.now() + ticks++;
	return {
		project_id: 'New Project',
		source: 'production',
		event_id: `event-${name}`,
		session_id: `session-${name}`,
		event_type: 'model',
		event_name: name,
		config: { model: 'gpt-4o' },
		start_time: start,
		end_time: start + 250,
		duration: 250,
		...more,
	};
}

function row(
	{ event_id, session_id, event_name, start_time }: ReturnType<typeof event>,
	status: string,
	cost: number | '' = '',
	tokens: number | '' = '',
): Cell[] {
	const began = new Date(start_time).toISOString();
	return [event_id, session_id, 'model', event_name, began, 250, 'gpt-4o', cost, tokens, status];
}
