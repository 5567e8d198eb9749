import { isDeepStrictEqual } from 'node:util';

import type { INodeExecutionData, WorkflowExecuteMode } from 'n8n-workflow';

import { pollContext, storedCopyOf, type StaticData, type World } from './contexts';
import type { Process } from './processes';

/** Milliseconds after which the durable scheduler gives up a poll, and what it grants the node of them. */
const timeoutMs = 45_000;
const budgetMs = 36_000;

/** Milliseconds that n8n takes at most to store what a poll left. */
const storingMs = 5000;

/** Milliseconds that n8n takes to publish a workflow. */
const publishingMs = 200;

interface Attempt {
	/** As it was when n8n loaded the workflow. */
	readonly nodeName?: string;
	readonly mode?: WorkflowExecuteMode;
	/** The node's budget, where n8n limits the poll. */
	readonly limitMs?: number;
}

/** What both schedulers of n8n 2.41 have in common. Crashes aside, they start workflows with what polls return. */
export abstract class PollingN8n {
	/** IDs of the events that workflows were started with. */
	readonly returned: string[] = [];

	/** IDs of events that may be returned again, because a crash came before n8n had stored the position. */
	readonly mayComeAgain = new Set<string>();

	hasTestChangedData = false;

	protected nodeName = 'HoneyHive Trigger';

	/** In the database. */
	protected stored: StaticData = {};

	protected isPublished = false;

	/** Changes whenever the workflow is unpublished. */
	protected version = 0;

	constructor(
		protected readonly world: World,
		protected process: Process,
	) {}

	/** One poll of the published workflow. */
	abstract poll(): Promise<void>;

	/** Publishes the workflow, maybe after its trigger was renamed, and polls once. */
	abstract publish(nodeName?: string): Promise<void>;

	/** Loses everything that is not stored, and starts n8n again. */
	abstract crash(process: Process): void;

	/** Polls in the editor. */
	async test(): Promise<void> {
		const data = storedCopyOf(this.stored);
		const before = storedCopyOf(data);
		await this.attempt(data, { mode: 'manual' });
		if (!isDeepStrictEqual(data, before)) this.hasTestChangedData = true;
	}

	/** Runs the node's poll: undefined if it failed. */
	protected async attempt(
		staticData: StaticData,
		{ nodeName = this.nodeName, mode = 'trigger', limitMs }: Attempt = {},
	): Promise<INodeExecutionData[] | null | undefined> {
		const around = { ...this.world, nodeName, staticData, mode };
		try {
			const output = await this.process.poll.call(pollContext(around, limitMs));
			return output && (output[0] ?? null);
		} catch {
			return undefined;
		}
	}

	/** n8n does this whenever a workflow is published again. Resolves with its new version. */
	protected async unpublish(): Promise<number> {
		this.isPublished = false;
		const version = (this.version += 1);
		await this.world.clock.sleep(publishingMs);
		return version;
	}

	/** Starts the workflow. */
	protected start(items: readonly INodeExecutionData[]): string[] {
		const ids = items.map(({ json }) => String(json.event_id));
		this.returned.push(...ids);
		return ids;
	}
}

/** n8n by default: polls share one object, which is stored when a poll returns items. */
export class DefaultN8n extends PollingN8n {
	private shared: StaticData = {};

	/** IDs of events that were returned, while their position was not yet stored. */
	private readonly unsaved = new Set<string>();

	async poll(): Promise<void> {
		const { shared, version } = this;
		if (!this.isPublished) return;
		const items = await this.attempt(shared);
		if (version !== this.version || !items) return;
		const ids = this.start(items);
		for (const id of ids) this.unsaved.add(id);
		const saved = storedCopyOf(shared);
		await this.world.clock.sleep(50);
		this.stored = saved;
		for (const id of ids) this.unsaved.delete(id);
	}

	async publish(nodeName = this.nodeName): Promise<void> {
		const version = await this.unpublish();
		if (version !== this.version) return;
		this.isPublished = true;
		this.nodeName = nodeName;
		this.shared = storedCopyOf(this.stored);
		await this.poll();
		if (version === this.version) this.stored = storedCopyOf(this.shared);
	}

	crash(process: Process): void {
		for (const id of this.unsaved) this.mayComeAgain.add(id);
		this.unsaved.clear();
		this.process = process;
		void this.publish();
	}
}

/**
 * n8n with durable poll cursors: each poll has a copy of what is stored, which n8n stores together with
 * the execution, if the poll has changed it.
 */
export class DurableN8n extends PollingN8n {
	/** The trigger's own data, whatever its name. */
	private cursor: StaticData[string];

	async poll(): Promise<void> {
		if (!this.isPublished) return;
		const { clock, dice } = this.world;
		const { nodeName } = this;
		const loaded = this.load();
		await clock.sleep(dice.whole(0, 2000));
		const poll = this.attempt(loaded.data, { nodeName, limitMs: budgetMs });
		// An abandoned poll runs on.
		const items = await Promise.race([poll, clock.sleep(timeoutMs)]);
		if (items !== undefined) await this.store(items, loaded);
	}

	/** Nothing limits this poll, and n8n keeps only the workflow's data if it finds nothing. */
	async publish(nodeName = this.nodeName): Promise<void> {
		const { clock } = this.world;
		this.isPublished = false;
		const version = (this.version += 1);
		await clock.sleep(publishingMs);
		if (version !== this.version) return;
		this.isPublished = true;
		this.nodeName = nodeName;
		const loaded = this.load();
		const items = await this.attempt(loaded.data);
		if (version !== this.version || items === undefined) return;
		if (items) await this.store(items, loaded);
		else this.stored.global = loaded.data.global;
	}

	crash(process: Process): void {
		this.process = process;
		void this.publish();
	}

	private load(): Loaded {
		const key = `node:${this.nodeName}`;
		const data = storedCopyOf({ global: this.stored.global ?? {}, [key]: this.cursor });
		return { data, key, before: storedCopyOf(data)[key] };
	}

	private async store(
		items: INodeExecutionData[] | null,
		{ key, before, data }: Loaded,
	): Promise<void> {
		const { clock, dice } = this.world;
		await clock.sleep(dice.whole(0, storingMs));
		if (!this.isPublished) return;
		if (items) {
			this.start(items);
			this.stored.global = data.global;
		}
		if (!isDeepStrictEqual(data[key], before)) this.cursor = data[key];
	}
}

/** What a poll of the durable scheduler works on, and stores. */
interface Loaded {
	readonly data: StaticData;
	/** Under which the trigger's own data are. */
	readonly key: string;
	/** The trigger's own data as they were. */
	readonly before: StaticData[string];
}
