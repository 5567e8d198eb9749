import type { IExecuteFunctions } from 'n8n-workflow';

import { joinStates, readCursor, type CursorState } from '../../events/cursor/cursor';
import { Refusal } from '../../events/refusal';
import { nodeKeyOf, SavedCursors, type SavedCursor } from './savedCursors';

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

	/** Left by the input item under way, whose output may still fail. */
	private leaving: { readonly key: string; readonly state: CursorState } | undefined;

	private endTurn: (() => void) | undefined;

	constructor(private readonly context: IExecuteFunctions) {
		this.node = nodeKeyOf(context);
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
		return left ? { kind: 'usable', state: joined(saved, left) } : saved;
	}

	/** Leaves a cursor to the next input item and, once saved, to the next run. */
	leave(key: string, state: CursorState): void {
		this.leaving = { key, state };
	}

	/** Keeps what an input item leaves, unless its output, such as a file, failed after it was read. */
	endItem(isComplete: boolean): void {
		if (this.leaving && isComplete) this.left.set(this.leaving.key, this.leaving.state);
		this.leaving = undefined;
	}

	/**
	 * Saves the cursors, and with them those that the runs before left: a run that took longer may have
	 * saved older ones since. Not if the execution was stopped, because n8n drops the items then.
	 */
	save(): void {
		if (this.left.size === 0 || this.stopSignal?.aborted) return;
		for (const [key, state] of leftByRuns.get(this.node) ?? []) {
			if (!this.left.has(key)) this.saved.save(key, joined(this.saved.read(key), state));
		}
		for (const [key, state] of this.left) this.saved.save(key, state);
		remember(this.node, this.left);
	}

	/** Lets the next run have its turn. */
	end(): void {
		this.endTurn?.();
	}

	private get saved(): SavedCursors {
		return new SavedCursors(this.context, readCursor, maxOthers);
	}

	/** Older versions of n8n have none. */
	private get stopSignal(): AbortSignal | undefined {
		return this.context.getExecutionCancelSignal?.();
	}

	private async takeTurn(): Promise<void> {
		const signal = this.stopSignal;
		const stop = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
		for (let before = underWay.get(this.node); before; before = underWay.get(this.node)) {
			if (signal?.aborted) throw new Refusal('The execution was stopped');
			await Promise.race([before, stop]);
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

function joined(saved: SavedCursor, left: CursorState): CursorState {
	return saved.kind === 'usable' ? joinStates(saved.state, left) : left;
}

function remember(node: string, left: ReadonlyMap<string, CursorState>): void {
	const others = [...(leftByRuns.get(node) ?? [])].filter(([key]) => !left.has(key));
	leftByRuns.delete(node);
	leftByRuns.set(node, new Map([...others, ...left].slice(-1 - maxOthers)));
	for (const oldest of leftByRuns.keys()) {
		if (leftByRuns.size <= maxNodes) return;
		leftByRuns.delete(oldest);
	}
}
