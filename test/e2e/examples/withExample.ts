import type { Emulator, Generation } from '../../emulator';
import {
	activateWorkflow,
	createWorkflow,
	deactivateWorkflow,
	deleteCredential,
	replaceCredential,
	type Credential,
	type CredentialDraft,
	type Workflow,
	type WorkflowDraft,
} from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { exampleWorkflow } from '../../support/n8n/example';
import { openGateway, type Gateway } from '../../support/standins/gateway';
import type { Site } from '../../support/standins/site';
import { withEmulator } from '../../support/withEmulator';
import { sharedInstance, signIn } from '../instance';
import { honeyHiveAccount } from './accounts';
import { PROJECT } from './events';

interface Surroundings {
	/** How the HoneyHive account reads events. */
	readonly generation?: Generation;
	/** The accounts that the example needs besides that of HoneyHive. */
	readonly accounts?: readonly CredentialDraft[];
	/** Stand-ins for the web sites that the example reaches, by host. */
	readonly sites?: Readonly<Record<string, Site>>;
}

export interface Example {
	readonly n8n: N8nSession;
	readonly honeyHive: Emulator;
	/** The example before it was imported. */
	readonly draft: WorkflowDraft;
	readonly workflow: Workflow;
}

/** Imports an example as a user would, with the accounts and the web sites that it needs. */
export function withExample(
	file: string,
	{ generation = 'export', accounts = [], sites }: Surroundings = {},
): Example {
	const honeyHive = withEmulator({ project: PROJECT });
	const credentials: Credential[] = [];
	let n8n: N8nSession;
	let gateway: Gateway | undefined;
	let draft: WorkflowDraft;
	let workflow: Workflow;
	beforeAll(async () => {
		n8n = await signIn();
		if (sites) gateway = await openGateway(sharedInstance().gateway, sites);
		for (const account of [honeyHiveAccount(honeyHive, generation), ...accounts]) {
			credentials.push(await replaceCredential(n8n, account));
		}
		draft = await exampleWorkflow(file, { project: PROJECT, credentials });
		workflow = await createWorkflow(n8n, draft);
	});
	afterAll(async () => {
		for (const credential of credentials) await deleteCredential(n8n, credential);
		await gateway?.close();
	});
	return {
		honeyHive,
		get n8n() {
			return n8n;
		},
		get draft() {
			return draft;
		},
		get workflow() {
			return workflow;
		},
	};
}

/** Publishes and unpublishes a workflow: n8n refuses one that it could not start by itself. */
export async function expectPublishable({ n8n, workflow }: Example): Promise<void> {
	await activateWorkflow(n8n, workflow);
	await deactivateWorkflow(n8n, workflow);
}
