import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import { Refusal } from '../../events/refusal';
import { projectionsOf, shapeOf } from '../../events/shape/shape';
import { firstRunFields, readCursorOptions, readFirstRun } from '../../fields/sinceLastRun';
import { filterFields } from '../../fields/filters/filters';
import { pollingOptionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { parametersOfPoll, type Parameters } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';
import { readSinceLastRun } from '../event/sinceLastRun';

export const newEventFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...firstRunFields,
	...outputFields,
	...pollingOptionFields,
];

/** Share of the time that n8n gives a poll after which no further window is waited for. */
const budgetShare = 0.8;

/** Older versions of n8n do not say: they give up a poll after five minutes too. */
const usualBudget = 5 * 60_000;

/** Newest events that the editor shows as a sample. */
const sampleSize = 10;

/**
 * The events that are new since the last poll, oldest first, each once; null when there is none. In
 * the editor, the newest events as a sample.
 *
 * @throws Refusal, and then the next poll begins where this one did
 */
export async function pollNewEvents(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const began = Date.now();
	const parameters = parametersOfPoll(context);
	const honeyHive = await connect(context, readConnectOptions(parameters));
	const output = readOutput(parameters);
	const query = readQuery(parameters, honeyHive.generation, projectionsOf(output), {});
	const events =
		context.getMode() === 'manual'
			? await readSample(honeyHive, query)
			: await readFresh(context, parameters, honeyHive, query, began);
	const shape = shapeOf(output);
	return events.length === 0
		? null
		: events.map((event) => ({ json: shape(event) as IDataObject }));
}

async function readFresh(
	context: IPollFunctions,
	parameters: Parameters,
	honeyHive: HoneyHive,
	query: EventQuery,
	now: number,
): Promise<readonly HoneyHiveEvent[]> {
	const deadline = now + budgetShare * (context.getPollBudgetMs?.() ?? usualBudget);
	const fresh = await readSinceLastRun(
		honeyHive,
		query,
		{ store: context.getWorkflowStaticData('node'), others: 0 },
		{
			...readCursorOptions(parameters),
			firstRun: readFirstRun(parameters, now),
			now,
			isOutOfTime: () => Date.now() > deadline,
			onHint: (hint) => context.logger.warn(`${context.getNode().name}: ${hint}`),
		},
	);
	fresh.commit();
	return fresh.events;
}

async function readSample(
	honeyHive: HoneyHive,
	query: EventQuery,
): Promise<readonly HoneyHiveEvent[]> {
	const events: HoneyHiveEvent[] = [];
	const newest = readWindows(honeyHive.sourceOf(query, parsePage), query.range, {
		pageSize: honeyHive.generation.maxLimit,
		concurrency: 1,
		order: 'newestFirst',
		maxEvents: sampleSize,
		handling: 'kept',
		whenMissing: 'stop',
		onHint: () => undefined,
	});
	for await (const window of newest) for (const event of window) events.push(event);
	if (events.length > 0) return events;
	throw new Refusal(
		'HoneyHive has no event that matches yet',
		"Check 'Project' and the filters, or send an event to HoneyHive and try again. The published workflow needs no event to start with.",
	);
}
