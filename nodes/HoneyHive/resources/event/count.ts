import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { connect } from '../../api/honeyHive';
import { scanPage } from '../../api/scanPage';
import { countEvents, locating } from '../../events/counting/count';
import { dateRangeFields } from '../../fields/dateRange';
import { filterFields } from '../../fields/filters/filters';
import { countingOptionFields, readConnectOptions } from '../../fields/options';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';

export const countFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...dateRangeFields,
	...countingOptionFields,
];

/**
 * Counts the events that one input item asks for, without reading them: one item with how many there
 * are, and whether HoneyHive said so or it was found page by page.
 */
export async function* countMatches(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const query = readQuery(parameters, honeyHive.generation, locating);
	const { events, by } = await countEvents(
		async (request) => await honeyHive.fetchPage(query, request, scanPage),
	);
	yield [{ json: { events, counted_by: by }, pairedItem: { item } }];
}
