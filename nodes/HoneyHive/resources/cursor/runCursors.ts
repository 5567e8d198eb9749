import type { IExecuteFunctions } from 'n8n-workflow';

import { joinStates, type CursorState } from '../../events/cursor/cursor';
import { Refusal } from '../../events/refusal';
import { identityOf, SavedCursors, type SavedCursor } from './savedCursors';

/** Cursors of other input items to keep, so that a loop over projects has one for each. */
const maxOthers = 50;

/** Nodes whose last cursors are kept in memory. A cursor takes half a megabyte at worst. */
const maxNodes = 100;

/**
 * What the runs of this process left, by node. n8n loads the saved cursors when an execution starts, and
 * saves them when it has ended: an execution that started in the meantime has old ones.
 */
const leftByRuns = new Map<string, ReadonlyMap<string, CursorState>>();

/** The runs under way in this process, by node. */
const underWay = new Map<string, Promise<void>>();

/**
 * The cursors of one run of the node, over all of its input items.
 *
 * Runs of one node take turns, from the first cursor that they read until they end: otherwise, two that
 * overlap would return the same events. Nothing is saved before the run is complete, because n8n drops
 * the items of a run that failed.
 */
export class RunCursors {
	private readonly node: string;

	/** Left by the input items so far. */
	private readonly left = new Map<string, CursorState>();

	private endTurn: (() => void) | undefined;

	constructor(private readonly context: IExecuteFunctions) {
		this.node = identityOf(context);
	}

	/** Whether n8n has saved nothing for the node so far. */
	get areUnsaved(): boolean {
		return this.saved.isEmpty;
	}

	/** Waits for the runs before this one. @throws Refusal when the execution is stopped meanwhile */
	async read(key: string): Promise<SavedCursor> {
		if (!this.endTurn) await this.takeTurn();
		const saved = this.saved.read(key);
		const left = this.left.get(key) ?? leftByRuns.get(this.node)?.get(key);
		if (!left) return saved;
		const isUsable = saved.kind === 'usable';
		return { kind: 'usable', state: isUsable ? joinStates(saved.state, left) : left };
	}

	/** Leaves a cursor to the next input item and, once saved, to the next run. */
	leave(key: string, state: CursorState): void {
		this.left.set(key, state);
	}

	/** Saves the cursors. */
	save(): void {
		for (const [key, state] of this.left) this.saved.save(key, state);
		remember(this.node, this.left);
	}

	/** Lets the next run have its turn. */
	end(): void {
		this.endTurn?.();
	}

	private get saved(): SavedCursors {
		return new SavedCursors(this.context, maxOthers);
	}

	private async takeTurn(): Promise<void> {
		const signal = this.context.getExecutionCancelSignal?.();
		const stop = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
		for (let before = underWay.get(this.node); before; before = underWay.get(this.node)) {
			await Promise.race([before, stop]);
			if (signal?.aborted) throw new Refusal('The execution was stopped');
		}
		const end = new Promise<void>((resolve) => {
			this.endTurn = () => {
				underWay.delete(this.node);
				resolve();
			};
		});
		underWay.set(this.node, end);
	}
}

function remember(node: string, left: ReadonlyMap<string, CursorState>): void {
	if (left.size === 0) return;
	const before = leftByRuns.get(node) ?? [];
	const entries = [...new Map([...before, ...left])];
	leftByRuns.delete(node);
	leftByRuns.set(node, new Map(entries.slice(-1 - maxOthers)));
	for (const oldest of leftByRuns.keys()) {
		if (leftByRuns.size <= maxNodes) return;
		leftByRuns.delete(oldest);
	}
}
