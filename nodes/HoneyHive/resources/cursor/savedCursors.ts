import type { IDataObject, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import type { CursorState } from '../../events/cursor/cursor';
import type { Stored } from '../../events/cursor/stored';
import { isObject } from '../../events/event';

/** What a node saved for a query. */
export type SavedCursor<State = CursorState> =
	/** The node has not run before. */
	| { readonly kind: 'none' }
	/** The node has run, but with another query. */
	| { readonly kind: 'ofOtherQuery' }
	| Stored<State>;

/** What identifies a node: a copy of it, or of its workflow, is another one. */
export function nodeKeyOf(context: IExecuteFunctions | IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** Nodes of one workflow whose cursors are kept: those of deleted nodes are dropped in time. */
const maxNodes = 50;

/**
 * The cursors of a node, one for each query, that n8n saves with the workflow.
 *
 * They are in two places, because neither outlives everything. n8n keeps a node's data under its name,
 * so they are lost when it is renamed, and old ones are back when it gets an earlier name again. And n8n
 * does not save the workflow's data after a poll that found nothing. So the later ones count.
 */
export class SavedCursors<State extends object = CursorState> {
	private readonly nodeKey: string;

	private readonly ofNode: IDataObject;

	private readonly ofWorkflow: IDataObject;

	/**
	 * @param readStored reads one of them
	 * @param maxOthers how many cursors to keep next to the one that was used last
	 */
	constructor(
		context: IExecuteFunctions | IPollFunctions,
		private readonly readStored: (stored: unknown) => Stored<State>,
		private readonly maxOthers: number,
	) {
		this.nodeKey = nodeKeyOf(context);
		this.ofNode = context.getWorkflowStaticData('node');
		this.ofWorkflow = context.getWorkflowStaticData('global');
	}

	get isEmpty(): boolean {
		return this.latest.cursors === undefined;
	}

	read(key: string): SavedCursor<State> {
		const { cursors } = this.latest;
		if (cursors === undefined) return { kind: 'none' };
		if (!isObject(cursors)) return { kind: 'damaged', reason: 'it is not in the expected format' };
		return Object.hasOwn(cursors, key) ? this.readStored(cursors[key]) : { kind: 'ofOtherQuery' };
	}

	save(key: string, state: State): void {
		const { latest } = this;
		const cursors = isObject(latest.cursors) ? latest.cursors : {};
		// n8n would save what is the same as before, too: maybe after what another poll left meanwhile.
		if (JSON.stringify(cursors[key]) === JSON.stringify(state)) return;
		const saved = {
			cursors: lastOf(cursors, key, state, this.maxOthers),
			saves: savesOf(latest) + 1,
		};
		Object.assign(this.ofNode, saved, { savedBy: this.nodeKey });
		const nodes = lastOf(this.byNode, this.nodeKey, saved, maxNodes - 1);
		this.ofWorkflow.honeyHiveCursors = nodes;
	}

	/** The later of what both places hold. Earlier versions did not note which node had saved, and how often. */
	private get latest(): Record<string, unknown> {
		const { savedBy = this.nodeKey } = this.ofNode;
		const ofNode = savedBy === this.nodeKey ? this.ofNode : {};
		const ofWorkflow = this.byNode[this.nodeKey];
		return isObject(ofWorkflow) && savesOf(ofWorkflow) > savesOf(ofNode) ? ofWorkflow : ofNode;
	}

	private get byNode(): Record<string, unknown> {
		const { honeyHiveCursors } = this.ofWorkflow;
		return isObject(honeyHiveCursors) ? honeyHiveCursors : {};
	}
}

/** How often a node had saved its cursors. */
function savesOf({ saves }: Record<string, unknown>): number {
	return typeof saves === 'number' ? saves : 0;
}

/**
 * The entry and those before it that were used last. A new object each time: n8n notices the change of a
 * field, but not a change inside its value.
 */
function lastOf(
	entries: Record<string, unknown>,
	key: string,
	value: object,
	maxOthers: number,
): IDataObject {
	const others = Object.entries(entries).filter(([other]) => other !== key);
	const kept = others.slice(Math.max(0, others.length - maxOthers));
	return Object.fromEntries([...kept, [key, value]]) as IDataObject;
}
