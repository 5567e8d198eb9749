import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/client';
import type { HoneyHiveEvent } from '../../events/event';
import { readPages } from '../../events/pages';
import type { EventQuery } from '../../events/query';
import { shapeOf } from '../../events/shape';
import { dateRangeFields } from '../../fields/dateRange';
import { filterFields } from '../../fields/filters';
import { optionFields, readTimeout } from '../../fields/options';
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

/** Exports the events that one input item asks for, each as an item of its own. */
export async function exportEvents(
	context: IExecuteFunctions,
	item: number,
): Promise<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const honeyHive = await connect(context, { timeout: readTimeout(parameters) }, item);
	const output = readOutput(parameters);
	const query = readQuery(parameters, honeyHive.generation, output);
	const pagination = readPagination(parameters, honeyHive.generation);
	const shape = shapeOf(output);

	const items: INodeExecutionData[] = [];
	for await (const events of read(honeyHive, query, pagination)) {
		for (const event of events)
			items.push({ json: shape(event) as IDataObject, pairedItem: { item } });
	}
	return items;
}

async function* read(
	honeyHive: HoneyHive,
	query: EventQuery,
	pagination: Pagination,
): AsyncGenerator<readonly HoneyHiveEvent[]> {
	if (pagination.kind === 'page') yield (await honeyHive.fetchPage(query, pagination)).events;
	else yield* readPages((request) => honeyHive.fetchPage(query, request), pagination);
}
