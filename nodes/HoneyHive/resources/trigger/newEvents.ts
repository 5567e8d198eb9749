import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { Connections } from '../../api/connections';
import { refusalOfDeadline } from '../../api/errors';
import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { Refusal } from '../../events/refusal';
import { visible } from '../../events/visible';
import { projectionsOf, shapeOf } from '../../events/shape/shape';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { maxEventsOption } from '../../fields/pagination';
import { parametersOfPoll } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { firstRunFields, lookbackOption, readSinceLastRunOptions } from '../../fields/sinceLastRun';
import { Hints } from '../hints';
import { toItem } from '../items';
import { readSample } from '../cursor/sample';
import { nodeKeyOf, SavedCursors } from '../cursor/savedCursors';
import { keyOf, readSinceLastRun, type SinceLastRun } from '../cursor/sinceLastRun';
import { isTestRun } from '../cursor/testRun';
import { pollMemoryOf, type PollMemory } from './pollMemory';

export const newEventFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...firstRunFields,
	...outputFields,
	optionsField(
		shownWhen(countToolFailuresOption, { '/output': ['simplified'] }),
		shownWhen(escapeTextOption, { '/output': ['simplified'] }),
		evaluationIdOption,
		customFieldsOption,
		flattenOption,
		lookbackOption,
		maxEventsOption(
			'Max number of events per poll. The rest follows with the next one, oldest first.',
		),
		maxRetriesOption,
		timeoutOption,
	),
];

/** The share of a poll's time in which to ask HoneyHive. The rest is for making items of the answers. */
const askingShare = 0.9;

/** Milliseconds for a poll where n8n does not limit it. */
const defaultBudgetMs = 5 * 60_000;

/**
 * Returns the events that are new since the last poll, oldest first, each once; null if there are none.
 * In the editor, it returns the newest events as a sample.
 *
 * @throws Refusal when nothing could be read, and then the next poll begins where this one did
 */
export async function pollNewEvents(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const now = Date.now();
	if (isTestRun(context)) return await showSample(await openPoll(context, now));
	const memory = pollMemoryOf(nodeKeyOf(context));
	const reason = memory.reasonToSkip(now);
	if (reason !== undefined) return skip(context, reason);
	const budgetMs = context.getPollBudgetMs?.() ?? defaultBudgetMs;
	const until = now + budgetMs;
	return await memory.run(until, async () => {
		const poll = await openPoll(context, now, now + askingShare * budgetMs);
		return await readNewEvents(poll, memory, until);
	});
}

/** One poll: what to read, from where, and what to make of it. */
interface Poll {
	readonly context: IPollFunctions;
	readonly honeyHive: HoneyHive;
	readonly query: EventQuery;
	readonly options: SinceLastRun;
	/** Null for no events, as n8n wants it. */
	readonly toItems: (events: readonly HoneyHiveEvent[]) => INodeExecutionData[] | null;
}

/** Reads everything that the user chose. @throws Refusal */
async function openPoll(context: IPollFunctions, now: number, endOfRun?: number): Promise<Poll> {
	const parameters = parametersOfPoll(context);
	const onHint = new Hints(context).add;
	const connections = new Connections(context, onHint, endOfRun);
	const honeyHive = await connections.open(readConnectOptions(parameters));
	const output = readOutput(parameters);
	const shape = shapeOf(output, honeyHive.linkOf);
	return {
		context,
		honeyHive,
		query: readQuery(parameters, honeyHive.generation, projectionsOf(output), {}),
		options: {
			now,
			...readSinceLastRunOptions(parameters, now),
			onHint,
		},
		// A trigger has no input, so there is nothing to pair its items with.
		toItems: (events) =>
			events.length === 0 ? null : events.map((event) => ({ json: toItem(shape(event), 0).json })),
	};
}

async function readNewEvents(
	{ context, honeyHive, query, options, toItems }: Poll,
	memory: PollMemory,
	until: number,
): Promise<INodeExecutionData[] | null> {
	const cursors = new SavedCursors(context, 0);
	const key = keyOf(honeyHive, query);
	const saved = cursors.read(key);
	if (memory.isOutdated(saved, options.now)) {
		return skip(context, 'n8n is still saving what the poll before returned.');
	}
	const fresh = await readSinceLastRun(honeyHive, query, saved, options);
	const items = toItems(fresh.events);
	const end = Date.now();
	// n8n has given up the poll, and ignores what it returns.
	if (end >= until) throw refusalOfDeadline();
	memory.noteRefusal(fresh.interruption, end);
	memory.noteEnd(saved, fresh.state, end);
	cursors.save(key, fresh.state);
	return items;
}

async function showSample({
	honeyHive,
	query,
	options,
	toItems,
}: Poll): Promise<INodeExecutionData[] | null> {
	const events = await readSample(honeyHive, query, options.onHint);
	if (events.length > 0) return toItems(events);
	throw new Refusal(
		'No matching events found',
		"Check 'Project' and the filters, or send an event to HoneyHive and try again. The published workflow needs no event to start with.",
	);
}

/** Leaves everything to the next poll. */
function skip(context: IPollFunctions, reason: string): null {
	context.logger.info(visible(`${context.getNode().name} skips this poll. ${reason}`));
	return null;
}
