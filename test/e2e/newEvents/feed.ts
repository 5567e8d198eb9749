import type { IDataObject } from 'n8n-workflow';

import { GOOD_KEY, startEmulator, type Emulator } from '../../emulator';
import { expectEachOnce } from '../../support/expectEachOnce';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	listExecutions,
	type Workflow,
} from '../../support/n8n/api/rest';
import { eventually } from '../eventually';
import type { OwnN8n } from '../ownN8n';
import { openSink, type Sink } from './sink';
import { honeyHiveCredential } from '../workflows';

const PROJECT = 'Demo Project';

export const TRIGGER = 'On New Event';

/** On a busy machine, n8n polls late. */
const patienceMs = 90_000;

/**
 * n8n accepts no Poll Time that is shorter than a minute, but any number of them. A poll every five seconds
 * keeps these tests short.
 */
export const everyFiveSeconds = Array.from({ length: 12 }, (_, n) => ({
	mode: 'custom',
	cronExpression: `${n * 5} * * * * *`,
}));

/** A HoneyHive with events that arrive, and where a workflow sends those that it receives. */
export class Feed {
	private readonly arrived: string[] = [];

	private constructor(
		readonly host: Emulator,
		readonly sink: Sink,
	) {}

	static async open(): Promise<Feed> {
		return new Feed(await startEmulator({ project: PROJECT }), await openSink());
	}

	/** Loads events that began `ago` milliseconds ago. */
	arrive(batch: string, count: number, ago = 0): void {
		const ids = Array.from({ length: count }, (_, index) => `${batch}-${index}`);
		this.arrived.push(...ids);
		this.host.load(
			ids.map((event_id, index) => ({
				project_id: PROJECT,
				event_id,
				session_id: event_id,
				event_type: 'session',
				source: 'production',
				start_time: Date.now() - ago + index,
			})),
		);
	}

	/** Creates a workflow that sends the IDs of new events to the sink. */
	async createWorkflow(n8n: OwnN8n, parameters: IDataObject = {}): Promise<Workflow> {
		const credential = await createCredential(
			n8n.session,
			honeyHiveCredential(this.host.url, 'export', GOOD_KEY),
		);
		return await createWorkflow(n8n.session, {
			name: 'New events',
			nodes: [
				{
					id: 'trigger',
					name: TRIGGER,
					type: 'n8n-nodes-honeyhive.honeyHiveTrigger',
					typeVersion: 1,
					position: [0, 0],
					credentials: { honeyHiveApi: { id: credential.id, name: credential.name } },
					parameters: {
						pollTimes: { item: everyFiveSeconds },
						project: { __rl: true, mode: 'name', value: PROJECT },
						firstRun: 'date',
						startFrom: '2020-01-01T00:00:00',
						...parameters,
					},
				},
				{
					id: 'send',
					name: 'Send',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [220, 0],
					executeOnce: true,
					parameters: {
						method: 'POST',
						url: this.sink.url,
						sendBody: true,
						contentType: 'raw',
						rawContentType: 'text/plain',
						body: "={{ $input.all().map((item) => item.json.event_id).join('\\n') }}",
					},
				},
			],
			connections: { [TRIGGER]: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
		});
	}

	/** Publishes such a workflow, and waits for its first poll. */
	async publish(n8n: OwnN8n, parameters: IDataObject = {}): Promise<Workflow> {
		const workflow = await this.createWorkflow(n8n, parameters);
		await activateWorkflow(n8n.session, workflow);
		await this.answered(0);
		return workflow;
	}

	/** Waits until HoneyHive has received `count` more requests. */
	async asked(count: number): Promise<void> {
		const { length } = this.host.requests;
		const isAsked = () => this.host.requests.length >= length + count;
		await eventually(() => Promise.resolve(isAsked()), patienceMs);
	}

	/** Waits until HoneyHive has answered `count` more requests. */
	async polls(count: number): Promise<void> {
		await this.answered(this.host.requests.length + count - 1);
	}

	/** Waits until the sink has received as many events as have arrived. */
	async allSent(patienceMs?: number): Promise<void> {
		await this.sink.has(this.arrived.length, patienceMs);
	}

	/** Waits until all events have arrived at the sink and two polls found nothing more. */
	async expectEachOnce(n8n: OwnN8n, { id }: Workflow): Promise<void> {
		await this.allSent();
		await this.polls(2);
		await executionsEnd(n8n, id);
		expectEachOnce(this.sink.received);
		expect([...this.sink.received].sort()).toEqual([...this.arrived].sort());
	}

	/** Waits until HoneyHive has answered the request with this index, or a later one. */
	private async answered(index: number): Promise<void> {
		const isAnswered = () => this.host.requests.slice(index).some(({ status }) => status > 0);
		await eventually(() => Promise.resolve(isAnswered()), patienceMs);
	}

	async close(): Promise<void> {
		await this.host.close();
		await this.sink.close();
	}
}

/** Opens feeds for the tests of the enclosing file or `describe`, and closes them in the end. */
export function withFeeds(): () => Promise<Feed> {
	const feeds: Feed[] = [];
	afterAll(async () => {
		await Promise.all(feeds.map(async (feed) => await feed.close()));
	});
	return async () => {
		const feed = await Feed.open();
		feeds.push(feed);
		return feed;
	};
}

/** n8n saves where it is when an execution ends. */
export async function executionsEnd({ session }: OwnN8n, workflowId: string): Promise<void> {
	await eventually(async () => {
		const executions = await listExecutions(session, workflowId);
		return executions.every(({ status }) => status === 'success' || status === 'error');
	});
}
