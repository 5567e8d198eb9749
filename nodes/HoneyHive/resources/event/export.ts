import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/client';
import { parsePage } from '../../api/envelope';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reader';
import { shapeOf } from '../../events/shape';
import { firstRunFields, readCursorOptions, readFirstRun } from '../../fields/cursor';
import { dateRangeFields, goesOn } from '../../fields/dateRange';
import { filterFields } from '../../fields/filters';
import { optionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { paginationFields, readPagination, type Pagination } from '../../fields/pagination';
import { parametersOf, type Parameters } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';
import { readSinceLastRun } from './sinceLastRun';

export const exportFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...dateRangeFields,
	...firstRunFields.map(withSinceLastRun),
	...outputFields,
	...paginationFields,
	...optionFields,
];

/** Only such an export has a first run. */
function withSinceLastRun(field: INodeProperties): INodeProperties {
	const show = { dateRange: ['sinceLastRun'], ...field.displayOptions?.show };
	return { ...field, displayOptions: { ...field.displayOptions, show } };
}

/** Cursors of other input items that are kept, so that a loop over projects has one for each. */
const mostCursors = 50;

/**
 * Exports the events that one input item asks for, each as an item of its own, as they arrive.
 *
 * @throws MissingEvents after all that could be read, when n8n is to continue on an error
 */
export async function* exportEvents(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const output = readOutput(parameters);
	const query = readQuery(parameters, honeyHive.generation, output);
	const batches = goesOn(parameters)
		? readOn(context, parameters, honeyHive, query)
		: read(context, honeyHive, query, readPagination(parameters, honeyHive.generation));
	const shape = shapeOf(output);

	for await (const events of batches) {
		yield events.map((event) => ({ json: shape(event) as IDataObject, pairedItem: { item } }));
	}
}

async function* read(
	context: IExecuteFunctions,
	honeyHive: HoneyHive,
	query: EventQuery,
	pagination: Pagination,
): AsyncGenerator<readonly HoneyHiveEvent[]> {
	if (pagination.kind === 'page') {
		const { events } = await honeyHive.fetchPage(query, pagination, parsePage);
		yield events.slice(0, pagination.limit);
		return;
	}
	const hints = new Set<string>();
	yield* readWindows(honeyHive.sourceOf(query, parsePage), query.range, {
		...pagination,
		handling: 'kept',
		whenMissing: context.continueOnFail() ? 'readOn' : 'stop',
		onHint: (hint) => hints.add(hint),
	});
	for (const hint of hints) tell(context, hint);
}

/** What is new since the last run. A manual run shows what would come, and moves nothing. */
async function* readOn(
	context: IExecuteFunctions,
	parameters: Parameters,
	honeyHive: HoneyHive,
	query: EventQuery,
): AsyncGenerator<readonly HoneyHiveEvent[]> {
	const now = Date.now();
	const { events, commit } = await readSinceLastRun(
		honeyHive,
		query,
		{ store: context.getWorkflowStaticData('node'), others: mostCursors },
		{
			...readCursorOptions(parameters),
			firstRun: readFirstRun(parameters, now),
			now,
			onHint: (hint) => tell(context, hint),
		},
	);
	yield events;
	if (context.getMode() !== 'manual') commit();
}

/** A hint in the editor and a line in the log: a schedule has nobody who looks at the editor. */
function tell(context: IExecuteFunctions, hint: string): void {
	context.logger.warn(`${context.getNode().name}: ${hint}`);
	// Older versions of n8n show no hints.
	context.addExecutionHints?.({ message: hint, location: 'outputPane' });
}
