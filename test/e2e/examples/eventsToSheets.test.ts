import { startEmulator, type Emulator } from '../../emulator';
import { itemsOf, runWorkflow } from '../../support/n8n/execution';
import {
	createWorkflow,
	deleteCredential,
	replaceCredential,
	type Credential,
} from '../../support/n8n/rest';
import type { N8nSession } from '../../support/n8n/session';
import { openGateway, type Gateway } from '../../support/standins/gateway';
import { googleDocument } from '../../support/standins/googleSheets';
import { Sheet } from '../../support/standins/sheet';
import { sharedInstance, signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { honeyHiveAccount } from './accounts';

const MINUTE = 60_000;

const sheet = new Sheet('Events', 0);
const google = googleDocument('ID-of-your-document', sheet);

let n8n: N8nSession;
let host: Emulator;
let gateway: Gateway;
const credentials: Credential[] = [];
beforeAll(async () => {
	n8n = await signIn();
	host = await startEmulator({ project: 'New Project' });
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
	await host.close();
});
afterEach(() => sheet.clear());
