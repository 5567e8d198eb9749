import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GOOD_KEY } from '../emulator';
import { startN8n, type N8nInstance } from '../support/n8n/instance';
import { installPackage, packPackage } from '../support/n8n/pack';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	deactivateWorkflow,
	listExecutions,
	type Credential,
	type WorkflowDraft,
} from '../support/n8n/api/rest';
import { N8nSession } from '../support/n8n/api/session';
import { withEmulator } from '../support/withEmulator';
import { eventually } from './eventually';
import { openSink, type Sink } from './sink';
import { honeyHiveCredential } from './workflows';

const PROJECT = 'Demo Project';

const host = withEmulator({ project: PROJECT });
let userFolder: string;
let n8n: N8nInstance;
let sink: Sink;
beforeAll(async () => {
	// An n8n of its own: this one is killed.
	userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-trigger-'));
	const pack = await packPackage();
	await installPackage(pack.tarball, userFolder);
	await pack.remove();
	[n8n, sink] = await Promise.all([startN8n({ userFolder }), openSink()]);
});
afterAll(async () => {
	await n8n.stop();
	await sink.close();
	await rm(userFolder, { recursive: true, force: true });
});

/** Loads events that began `ago` milliseconds ago. */
function arrive(batch: string, count: number, ago: number): string[] {
	const ids = Array.from({ length: count }, (_, index) => `${batch}-${index}`);
	host.load(
		ids.map((event_id, index) => ({
			project_id: PROJECT,
			event_id,
			event_type: 'tool',
			source: 'production',
			start_time: Date.now() - ago + index,
		})),
	);
	return ids;
}

/** Every minute, which is the shortest that n8n allows: HoneyHive Trigger → HTTP Request, which sends each id to the sink. */
function triggerWorkflow(credential: Credential): WorkflowDraft {
	return {
		name: 'New events',
		nodes: [
			{
				id: 'trigger',
				name: 'On New Event',
				type: 'n8n-nodes-honeyhive.honeyHiveTrigger',
				typeVersion: 1,
				position: [0, 0],
				credentials: { honeyHiveApi: { id: credential.id, name: credential.name } },
				parameters: {
					pollTimes: { item: [{ mode: 'everyMinute' }] },
					project: { __rl: true, mode: 'name', value: PROJECT },
					firstRun: 'date',
					startFrom: '2020-01-01T00:00:00',
				},
			},
			{
				id: 'send',
				name: 'Send',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [220, 0],
				parameters: {
					method: 'POST',
					url: sink.url,
					sendBody: true,
					contentType: 'raw',
					rawContentType: 'text/plain',
					body: '={{ $json.event_id }}',
				},
			},
		],
		connections: { 'On New Event': { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
	};
}

describe('A published workflow with the trigger', () => {
	it('receives each event once, even if it arrives late or while n8n is down', async () => {
		const session = new N8nSession(n8n.url);
		await session.setUpOwner();
		const expected = arrive('before', 3, 86_400_000);
		const credential = await createCredential(
			session,
			honeyHiveCredential(host.url, 'export', GOOD_KEY),
		);
		const workflow = await createWorkflow(session, triggerWorkflow(credential));

		await activateWorkflow(session, workflow);
		await sink.has(3);
		expected.push(...arrive('running', 20, 1000), ...arrive('late', 5, 1_800_000));
		await sink.has(28);
		await executionsEnd(session, workflow.id);

		await n8n.kill();
		expected.push(...arrive('meanwhile', 10, 1000), ...arrive('late meanwhile', 5, 600_000));
		n8n = await startN8n({ userFolder });
		await sink.has(43);
		const restarted = new N8nSession(n8n.url);
		await restarted.logIn();
		await executionsEnd(restarted, workflow.id);

		// It polls as soon as it is published again.
		expected.push(...arrive('afterwards', 5, 1000));
		await deactivateWorkflow(restarted, workflow);
		await activateWorkflow(restarted, workflow);
		await sink.has(48);
		await executionsEnd(restarted, workflow.id);
		await deactivateWorkflow(restarted, workflow);
		const requests = host.requests.length;
		await activateWorkflow(restarted, workflow);
		await eventually(() => Promise.resolve(host.requests.length > requests));
		await executionsEnd(restarted, workflow.id);
		expect([...sink.received].sort()).toEqual(expected.sort());
	}, 300_000);
});

/** n8n saves the static data of a trigger when its execution ends. */
async function executionsEnd(session: N8nSession, workflowId: string): Promise<void> {
	await eventually(async () => {
		const executions = await listExecutions(session, workflowId);
		return executions.length > 0 && executions.every(({ status }) => status === 'success');
	});
}
