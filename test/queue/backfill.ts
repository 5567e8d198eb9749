import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { Client } from 'pg';
import { request } from 'undici';
import { runWorkflow, type Execution } from '../support/n8n/api/execution';
import { exampleWorkflow } from '../support/n8n/example';
import type { Queue } from '../support/n8n/queue';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	type Credential,
	type CredentialDraft,
	type WorkflowDraft,
} from '../support/n8n/api/rest';
import type { HoneyHive } from '../support/services/honeyHive';
import type { Database } from '../support/services/postgres';

const RUN_TIMEOUT_MS = 480_000;
const WEBHOOK_TIMEOUT_MS = 30_000;

/** The two backfill examples in n8n, imported and set up as their notes say. */
export interface Backfill {
	/** A connection to the database that the events go to. */
	readonly database: Client;
	/** Starts the workflow that splits, in the example's range of dates, and waits for its end. */
	run(): Promise<Execution>;
	/** The same for these dates, ISO 8601, with the windows sent to a path of main. */
	runRange(from: string, to: string, path?: string): Promise<Execution>;
	close(): Promise<void>;
}

export async function setUpBackfill(
	queue: Queue,
	honeyHive: HoneyHive,
	project: string,
): Promise<Backfill> {
	const { session, main } = queue;
	const address = await queue.postgres.createDatabase();
	const credentials: Credential[] = [];
	for (const draft of credentialsFor(honeyHive, address)) {
		credentials.push(await createCredential(session, draft));
	}
	const chosen = { project, credentials };

	const windowWorkflow = await exampleWorkflow('backfill-window.json', chosen);
	const database = new Client({ ...address });
	await database.connect();
	await database.query(tableStatement(windowWorkflow));
	await activateWorkflow(session, await createWorkflow(session, windowWorkflow));
	const path = webhookPath(windowWorkflow);
	await untilRegistered(main.url + path);

	const run = async (dates: IDataObject, to: string) => {
		const split = await exampleWorkflow('backfill-split.json', chosen);
		Object.assign(parametersOf(split, 'Split Date Range'), dates);
		setSetting(split, 'webhookUrl', main.url + to);
		const workflow = await createWorkflow(session, split);
		return await runWorkflow(session, workflow, 'Start by Hand', RUN_TIMEOUT_MS);
	};
	return {
		database,
		run: async () => await run({}, path),
		runRange: async (from, to, elsewhere = path) => await run({ from, to }, elsewhere),
		close: async () => await database.end(),
	};
}

function credentialsFor({ url, key }: HoneyHive, address: Database): CredentialDraft[] {
	return [
		{
			name: 'HoneyHive account',
			type: 'honeyHiveApi',
			data: { apiKey: key, baseUrl: url, generation: 'export' },
		},
		{ name: 'Postgres account', type: 'postgres', data: { ...address, ssl: 'disable' } },
		{
			name: 'Backfill key',
			type: 'httpHeaderAuth',
			data: { name: 'x-backfill-key', value: 'only for this test' },
		},
	];
}

/** The statement that the workflow's note tells the user to run. */
export function tableStatement(workflow: WorkflowDraft): string {
	const note = String(parametersOf(workflow, 'What to change').content);
	const statement = /```sql\n([\s\S]*?)```/.exec(note)?.[1];
	if (statement === undefined) throw new Error('The note holds no SQL');
	return statement;
}

export function parameterOf(workflow: WorkflowDraft, node: string, name: string): unknown {
	return parametersOf(workflow, node)[name];
}

function webhookPath(workflow: WorkflowDraft): string {
	return `/webhook/${String(parametersOf(workflow, 'On Window').path)}`;
}

function setSetting(workflow: WorkflowDraft, name: string, value: string): void {
	const { assignments } = parametersOf(workflow, 'Settings') as {
		assignments: { assignments: Array<{ name: string; value: unknown }> };
	};
	const setting = assignments.assignments.find((assignment) => assignment.name === name);
	if (setting === undefined) throw new Error(`There is no setting '${name}'`);
	setting.value = value;
}

function parametersOf(workflow: WorkflowDraft, node: string): IDataObject {
	const found = workflow.nodes.find(({ name }) => name === node);
	if (found === undefined) throw new Error(`'${workflow.name}' has no node '${node}'`);
	return found.parameters as IDataObject;
}

/** In queue mode the webhook of a published workflow is available a moment later. */
async function untilRegistered(url: string): Promise<void> {
	for (const deadline = Date.now() + WEBHOOK_TIMEOUT_MS; Date.now() < deadline; ) {
		// A request without the key starts nothing: an available webhook rejects it.
		const { statusCode, body } = await request(url, { method: 'POST' });
		await body.dump();
		if (statusCode === 403) return;
		await sleep(100);
	}
	throw new Error(`${url} was not there within ${WEBHOOK_TIMEOUT_MS / 1000} s`);
}
