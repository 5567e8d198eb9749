import { locatedFields } from '../../events/event';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { countToolFailuresForStatusOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField } from '../../fields/options';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItem } from '../items';
import type { Operation } from '../operation';
import { countInOf } from './countIn';

export const count: Operation = {
	name: 'Count',
	value: 'count',
	action: 'Count events',
	description: 'Count how many events match',
	toolDescription: `Counts ${aboutEvents} without returning them. ${aboutFilters}`,
	fields: [
		...projectFields,
		...filterFields,
		...dateRangeFields,
		optionsField(
			countToolFailuresForStatusOption,
			evaluationIdOption,
			maxRetriesOption,
			timeoutOption,
		),
	],

	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const query = readQuery(parameters, honeyHive.generation, locatedFields);

		const count = await countInOf(honeyHive, query, { onHint: hints.add });
		const { events, isStated } = await count(query.range);
		if (!isStated) hints.add(pageNumbersHint);
		yield [toItem({ count: events }, item)];
	},
};

const pageNumbersHint =
	'HoneyHive did not state how many events there are, so they were counted by page number: the number may be off if events arrived in the meantime.';
