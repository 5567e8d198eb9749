import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readAll } from '../../events/reading/readWindows';
import { Refusal } from '../../events/refusal';
import { projectionsOf, shapeOf } from '../../events/shape/shape';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { countToolFailuresOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField, shownWhen } from '../../fields/options';
import { flattenOption, outputFields, readOutput } from '../../fields/output';
import { maxEventsOption } from '../../fields/pagination';
import { parametersOfPoll } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import {
	firstRunFields,
	lookbackOption,
	readSinceLastRunOptions,
	type SinceLastRunOptions,
} from '../../fields/sinceLastRun';
import { Hints } from '../hints';
import { toItem } from '../items';
import { readSinceLastRun } from '../cursor/sinceLastRun';

export const newEventFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...firstRunFields,
	...outputFields,
	optionsField(
		shownWhen(countToolFailuresOption, { '/output': ['simplified'] }),
		evaluationIdOption,
		flattenOption,
		lookbackOption,
		{
			...maxEventsOption,
			description:
				'Max number of events per poll. The rest follows with the next one, oldest first.',
		},
		maxRetriesOption,
		timeoutOption,
	),
];

/** The share of the time that n8n allows for a poll. After it, the poll waits for no further window. */
const budgetShare = 0.8;

/** Older versions of n8n do not state their budget; they too give up a poll after five minutes. */
const defaultBudgetMs = 5 * 60_000;

/** The newest events that the editor shows as a sample. */
const sampleSize = 10;

/**
 * Returns the events that are new since the last poll, oldest first, each once; null if there are none.
 * In the editor, it returns the newest events as a sample.
 *
 * @throws Refusal, and then the next poll begins where this one did
 */
export async function pollNewEvents(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const now = Date.now();
	const parameters = parametersOfPoll(context);
	const honeyHive = await connect(context, readConnectOptions(parameters));
	const output = readOutput(parameters);
	const query = readQuery(parameters, honeyHive.generation, projectionsOf(output), {});
	const options = {
		now,
		...readSinceLastRunOptions(parameters, now),
		onHint: new Hints(context).add,
	};

	const isTest = context.getMode() === 'manual';
	const events = isTest
		? await readSample(honeyHive, query, options.onHint)
		: await readNewEvents(context, honeyHive, query, options);
	const shape = shapeOf(output, honeyHive.linkOf);
	// A trigger has no input, so there is nothing to pair its items with.
	return events.length === 0
		? null
		: events.map((event) => ({ json: toItem(shape(event), 0).json }));
}

async function readNewEvents(
	context: IPollFunctions,
	honeyHive: HoneyHive,
	query: EventQuery,
	options: SinceLastRunOptions & { readonly now: number; readonly onHint: (hint: string) => void },
): Promise<readonly HoneyHiveEvent[]> {
	const budgetMs = context.getPollBudgetMs?.() ?? defaultBudgetMs;
	const deadline = options.now + budgetShare * budgetMs;
	const isOutOfTime = () => Date.now() > deadline;
	const store = { staticData: context.getWorkflowStaticData('node'), maxOtherCursors: 0 };
	const { events, commit } = await readSinceLastRun(honeyHive, query, store, {
		...options,
		isOutOfTime,
	});
	commit();
	return events;
}

async function readSample(
	honeyHive: HoneyHive,
	query: EventQuery,
	onHint: (hint: string) => void,
): Promise<readonly HoneyHiveEvent[]> {
	const options = { concurrency: 1, maxEvents: sampleSize, onHint };
	const events = await readAll(honeyHive.source(query), query.range, options);
	if (events.length > 0) return events;
	throw new Refusal(
		'No matching events found',
		"Check 'Project' and the filters, or send an event to HoneyHive and try again. The published workflow needs no event to start with.",
	);
}
