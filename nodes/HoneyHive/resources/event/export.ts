import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/client';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reader';
import { shapeOf } from '../../events/shape';
import { dateRangeFields } from '../../fields/dateRange';
import { filterFields } from '../../fields/filters';
import { optionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { paginationFields, readPagination, type Pagination } from '../../fields/pagination';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';

export const exportFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...dateRangeFields,
	...outputFields,
	...paginationFields,
	...optionFields,
];

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
	const pagination = readPagination(parameters, honeyHive.generation);
	const shape = shapeOf(output);

	for await (const events of read(context, honeyHive, query, pagination)) {
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
		const { events } = await honeyHive.fetchPage(query, pagination);
		yield events.slice(0, pagination.limit);
		return;
	}
	const hints = new Set<string>();
	yield* readWindows(honeyHive.sourceOf(query), query.range, {
		...pagination,
		whenMissing: context.continueOnFail() ? 'readOn' : 'stop',
		onHint: (hint) => hints.add(hint),
	});
	for (const hint of hints) tell(context, hint);
}

/** A hint in the editor and a line in the log: a schedule has nobody who looks at the editor. */
function tell(context: IExecuteFunctions, hint: string): void {
	context.logger.warn(`${context.getNode().name}: ${hint}`);
	// Older versions of n8n show no hints.
	context.addExecutionHints?.({ message: hint, location: 'outputPane' });
}
