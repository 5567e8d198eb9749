import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { Connections } from '../../api/connections';
import { refusalOfDeadline } from '../../api/errors';
import type { HoneyHive } from '../../api/honeyHive';
import type { Stored } from '../../events/cursor/stored';
import type { Refusal } from '../../events/refusal';
import { visible } from '../../events/visible';
import { readConnectOptions } from '../../fields/connection';
import { parametersOfPoll, type Parameters } from '../../fields/parameters';
import { nodeKeyOf, SavedCursors, type SavedCursor } from '../cursor/savedCursors';
import { isTestRun } from '../cursor/testRun';
import { Hints } from '../hints';
import { pollMemoryOf, type PollMemory } from './pollMemory';

/** What a poll works with. */
export interface PollContext {
	readonly parameters: Parameters;
	readonly honeyHive: HoneyHive;
	/** UTC milliseconds at which the poll began. */
	readonly now: number;
	/** Receives what the user should know about a result that is there. */
	readonly onHint: (hint: string) => void;
}

/** What starts the workflow, as the user chose it: what to read, and what to make of it. */
export interface Poll<State extends object> {
	/** What the position is saved under. If it changes, the trigger begins again. */
	readonly key: string;
	readonly readStored: (stored: unknown) => Stored<State>;
	/** Shows in the editor what an execution begins with. @throws Refusal when there is nothing to show */
	sample(): Promise<object[]>;
	/** Reads what is new since the last poll. @throws Refusal when nothing could be read */
	readNew(saved: SavedCursor<State>): Promise<Polled<State>>;
}

export interface Polled<State> {
	/** The JSON of the items. */
	readonly items: readonly object[];
	/** The position for the next poll. Nothing has moved until it is saved. */
	readonly state: State;
	/** Why the rest is left to the next poll, if it was refused. */
	readonly interruption?: Refusal | undefined;
}

/** Reads everything that the user chose. @throws Refusal */
export type OpenPoll<State extends object> = (context: PollContext) => Poll<State>;

/** The share of a poll's time in which to ask HoneyHive. The rest is for making items of the answers. */
const askingShare = 0.9;

/** Milliseconds for a poll where n8n does not limit it. */
const defaultBudgetMs = 5 * 60_000;

/**
 * Runs one poll: returns what is new since the last one, each item once; null if there is nothing. In the
 * editor, it returns a sample, and moves nothing.
 *
 * @throws Refusal when nothing could be read, and then the next poll begins where this one did
 */
export async function runPoll<State extends object>(
	context: IPollFunctions,
	open: OpenPoll<State>,
): Promise<INodeExecutionData[] | null> {
	const now = Date.now();
	if (isTestRun(context)) return toItems(await (await openPoll(context, open, now)).sample());
	const memory = pollMemoryOf(nodeKeyOf(context));
	const reason = memory.reasonToSkip(now);
	if (reason !== undefined) return skip(context, reason);
	const budgetMs = context.getPollBudgetMs?.() ?? defaultBudgetMs;
	const until = now + budgetMs;
	return await memory.run(until, async () => {
		const poll = await openPoll(context, open, now, now + askingShare * budgetMs);
		return await readNew(context, poll, memory, { now, until });
	});
}

async function openPoll<State extends object>(
	context: IPollFunctions,
	open: OpenPoll<State>,
	now: number,
	endOfRun?: number,
): Promise<Poll<State>> {
	const parameters = parametersOfPoll(context);
	const onHint = new Hints(context).add;
	const connections = new Connections(context, onHint, endOfRun);
	const honeyHive = await connections.open(readConnectOptions(parameters));
	return open({ parameters, honeyHive, now, onHint });
}

async function readNew<State extends object>(
	context: IPollFunctions,
	poll: Poll<State>,
	memory: PollMemory,
	{ now, until }: { readonly now: number; readonly until: number },
): Promise<INodeExecutionData[] | null> {
	const cursors = new SavedCursors(context, poll.readStored, 0);
	const saved = cursors.read(poll.key);
	if (memory.isOutdated(saved, now)) {
		return skip(context, 'n8n is still saving what the poll before returned.');
	}
	const polled = await poll.readNew(saved);
	const items = toItems(polled.items);
	const end = Date.now();
	// n8n has given up the poll, and ignores what it returns.
	if (end >= until) throw refusalOfDeadline();
	memory.noteRefusal(polled.interruption, end);
	memory.noteEnd(saved, polled.state, end);
	cursors.save(poll.key, polled.state);
	return items;
}

/** A trigger has no input, so there is nothing to pair its items with. Null for no items, as n8n wants it. */
function toItems(items: readonly object[]): INodeExecutionData[] | null {
	return items.length === 0 ? null : items.map((json) => ({ json: json as IDataObject }));
}

/** Leaves everything to the next poll. */
function skip(context: IPollFunctions, reason: string): null {
	context.logger.info(visible(`${context.getNode().name} skips this poll. ${reason}`));
	return null;
}
