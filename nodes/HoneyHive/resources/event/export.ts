import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import { parsePage, type PageReader } from '../../api/envelope';
import { scanPage } from '../../api/scanPage';
import type { HoneyHiveEvent, Located } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import { projectionsOf, shapeOf, type Shape } from '../../events/shape/shape';
import type { Handling } from '../../events/reading/source';
import { firstRunFields, readCursorOptions, readFirstRun } from '../../fields/sinceLastRun';
import {
	advancingRangeFields,
	goesOn,
	readDateRange,
	readExcludedEnd,
} from '../../fields/dateRange';
import { fileFields, readFileOutput } from '../../fields/file';
import { filterFields } from '../../fields/filters/filters';
import { optionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { paginationFields, readPagination } from '../../fields/pagination';
import { parametersOf, type Parameters } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';
import { tell } from '../hints';
import { encoderOf, encoderOfBytes, isVerbatim, writeFiles } from './exportFile';
import { readSinceLastRun } from './sinceLastRun';

export const exportFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...advancingRangeFields,
	...firstRunFields.map(withSinceLastRun),
	...outputFields,
	...fileFields,
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
 * Exports the events that one input item asks for, each as an item of its own or many in a file, as
 * they arrive.
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
	const file = readFileOutput(parameters);
	const range = goesOn(parameters) ? {} : readDateRange(parameters);
	const query = readQuery(parameters, honeyHive.generation, projectionsOf(output), range);
	const asked: Asked = { context, parameters, honeyHive, query };

	if (!file) yield* toItems(readEvents(asked, 'kept'), shapeOf(output), item);
	else if (isVerbatim(file, output) && !goesOn(parameters)) {
		const events = read(asked, scanPage, 'passedOn');
		yield* writeFiles(context, item, events, encoderOfBytes(file), file, query);
	} else {
		const events = readEvents(asked, 'passedOn');
		yield* writeFiles(context, item, events, encoderOf(file, output), file, query);
	}
}

async function* toItems(
	batches: AsyncIterable<readonly HoneyHiveEvent[]>,
	shape: Shape,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	for await (const events of batches) {
		yield events.map((event) => ({ json: shape(event) as IDataObject, pairedItem: { item } }));
	}
}

/** What is asked of whom. */
interface Asked {
	readonly context: IExecuteFunctions;
	readonly parameters: Parameters;
	readonly honeyHive: HoneyHive;
	readonly query: EventQuery;
}

function readEvents(asked: Asked, handling: Handling): AsyncGenerator<readonly HoneyHiveEvent[]> {
	return goesOn(asked.parameters) ? readOn(asked) : read(asked, parsePage, handling);
}

async function* read<Event extends Located>(
	{ context, parameters, honeyHive, query }: Asked,
	reader: PageReader<Event>,
	handling: Handling,
): AsyncGenerator<readonly Event[]> {
	const pagination = readPagination(parameters, honeyHive.generation);
	if (pagination.kind === 'page') {
		const { events } = await honeyHive.fetchPage(query, pagination, reader);
		yield events.slice(0, pagination.limit);
		return;
	}
	const hints = new Set<string>();
	yield* readWindows(honeyHive.sourceOf(query, reader), query.range, {
		...pagination,
		before: readExcludedEnd(parameters, query.range),
		handling,
		whenMissing: context.continueOnFail() ? 'readOn' : 'stop',
		onHint: (hint) => hints.add(hint),
	});
	for (const hint of hints) tell(context, hint);
}

/** What is new since the last run. A manual run shows what would come, and moves nothing. */
async function* readOn({
	context,
	parameters,
	honeyHive,
	query,
}: Asked): AsyncGenerator<readonly HoneyHiveEvent[]> {
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
