import type { IDataObject, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { readCursor, type CursorState, type StoredCursor } from '../../events/cursor/cursor';
import { isObject } from '../../events/event';

/** What a node saved for a query. */
export type SavedCursor =
	/** The node has not run before. */
	| { readonly kind: 'none' }
	/** The node has run, but with another query. */
	| { readonly kind: 'ofOtherQuery' }
	| StoredCursor;

/** What identifies a node: a copy of it, or of its workflow, is another one. */
export function identityOf(context: IExecuteFunctions | IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** Nodes of one workflow whose cursors are kept: those of deleted nodes are dropped in time. */
const maxNodes = 50;

/**
 * The cursors of a node, one for each query, that n8n saves with the workflow.
 *
 * They are in two places, because neither outlives everything. n8n keeps a node's data under its name,
 * so they are lost when it is renamed. And it does not save the workflow's data after a poll that found
 * nothing, so they can be older.
 */
export class SavedCursors {
	private readonly identity: string;

	private readonly ofNode: IDataObject;

	private readonly ofWorkflow: IDataObject;

	/** @param maxOthers how many cursors to keep next to the one that was used last */
	constructor(
		context: IExecuteFunctions | IPollFunctions,
		private readonly maxOthers: number,
	) {
		this.identity = identityOf(context);
		this.ofNode = context.getWorkflowStaticData('node');
		this.ofWorkflow = context.getWorkflowStaticData('global');
	}

	get isEmpty(): boolean {
		return this.readAll() === undefined;
	}

	read(key: string): SavedCursor {
		const cursors = this.readAll();
		if (cursors === undefined) return { kind: 'none' };
		if (!isObject(cursors)) return { kind: 'damaged', reason: 'it is not in the expected format' };
		return Object.hasOwn(cursors, key) ? readCursor(cursors[key]) : { kind: 'ofOtherQuery' };
	}

	save(key: string, state: CursorState): void {
		const saved = this.readAll();
		const cursors = lastOf(isObject(saved) ? saved : {}, key, state, this.maxOthers);
		this.ofNode.savedBy = this.identity;
		this.ofNode.cursors = cursors;
		const nodes = lastOf(this.byNode, this.identity, cursors, maxNodes - 1);
		this.ofWorkflow.honeyHiveCursors = nodes;
	}

	/** Earlier versions did not note which node had saved them. */
	private readAll(): unknown {
		const { cursors, savedBy = this.identity } = this.ofNode;
		const isOwn = cursors !== undefined && savedBy === this.identity;
		return isOwn ? cursors : this.byNode[this.identity];
	}

	private get byNode(): Record<string, unknown> {
		const { honeyHiveCursors } = this.ofWorkflow;
		return isObject(honeyHiveCursors) ? honeyHiveCursors : {};
	}
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
