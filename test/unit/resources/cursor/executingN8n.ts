import { isDeepStrictEqual } from 'node:util';

import type { INodeExecutionData, WorkflowExecuteMode } from 'n8n-workflow';

import { executeContext, storedCopyOf, type StaticData, type World } from './contexts';
import type { Process } from './processes';

export interface Execution {
	readonly mode: WorkflowExecuteMode;
	readonly triggerType?: string;
	/** One for each input item. */
	readonly projects: readonly string[];
	readonly continuesOnFail: boolean;
	/** Milliseconds after which it is stopped. */
	readonly stopsAfterMs?: number;
}

/** When an execution loaded the workflow's data, and when it stored them. */
interface Span {
	readonly loadedAt: number;
	readonly storedAt: number;
}

/** Executions of one workflow with one node, Event → Export with Since Last Run, as n8n 2.41 runs them. */
export class ExecutingN8n {
	/** IDs of the events that the nodes after it received, in production. */
	readonly returned: string[] = [];

	/** IDs of events that may be returned again, because a crash came before n8n had stored the position. */
	readonly mayComeAgain = new Set<string>();

	hasTestChangedData = false;

	nodeName = 'HoneyHive';

	/** In the database. */
	private stored: StaticData = {};

	/** The execution that stored the data. */
	private storedBy: Span = { loadedAt: 0, storedAt: 0 };

	/** What each execution returned, and when it stored its position, if it has. */
	private readonly outcomes: Array<{ readonly ids: readonly string[]; span?: Span }> = [];

	constructor(
		private readonly world: World,
		private process: Process,
	) {}

	/** n8n loads the data at the beginning, and stores them at the end if they were changed. */
	async execute(execution: Execution): Promise<void> {
		const { clock, dice } = this.world;
		const loadedAt = clock.now;
		const staticData = storedCopyOf(this.stored);
		const before = storedCopyOf(staticData);
		await clock.sleep(dice.whole(0, 5000));
		const items = await this.run(execution, staticData);
		const outcome: { ids: readonly string[]; span?: Span } = { ids: idsOf(items) };
		const isTest = isTestRun(execution);
		if (!isTest) {
			this.returned.push(...outcome.ids);
			this.outcomes.push(outcome);
		}
		await clock.sleep(dice.whole(0, 20_000));
		const after = storedCopyOf(staticData);
		if (isDeepStrictEqual(before, after)) return;
		if (isTest) this.hasTestChangedData = true;
		this.stored = after;
		this.storedBy = outcome.span = { loadedAt, storedAt: clock.now };
	}

	/**
	 * Loses everything that is not stored, and starts n8n again. An execution that began before another one
	 * had stored its position may have stored an older one after it.
	 */
	crash(process: Process): void {
		this.process = process;
		for (const { ids, span } of this.outcomes) {
			if (span && span.storedAt <= this.storedBy.loadedAt) continue;
			if (span === this.storedBy) continue;
			for (const id of ids) this.mayComeAgain.add(id);
		}
	}

	/** n8n drops the items of a node that failed, or that ended after the execution was stopped. */
	private async run(execution: Execution, staticData: StaticData): Promise<INodeExecutionData[]> {
		const { clock } = this.world;
		const { stopsAfterMs, ...run } = execution;
		const stop = new AbortController();
		if (stopsAfterMs !== undefined) void clock.sleep(stopsAfterMs).then(() => stop.abort());
		const around = { ...this.world, ...run, nodeName: this.nodeName, staticData };
		const context = executeContext(around, { ...run, signal: stop.signal });
		try {
			const output = await this.process.execute.call(context);
			return stop.signal.aborted ? [] : (output[0] ?? []);
		} catch {
			return [];
		}
	}
}

function isTestRun({ mode, triggerType }: Execution): boolean {
	return mode === 'manual' || mode === 'evaluation' || triggerType !== undefined;
}

/** Items that say why an input item failed are no events. */
function idsOf(items: readonly INodeExecutionData[]): string[] {
	return items.flatMap(({ json }) => (json.event_id === undefined ? [] : [String(json.event_id)]));
}
