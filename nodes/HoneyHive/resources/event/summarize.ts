import type { INodeProperties } from 'n8n-workflow';

import { readWindows } from '../../events/reading/readWindows';
import { pathsOf, Summary } from '../../events/summary/summarize';
import {
	maxParallelOption,
	maxRetriesOption,
	readConnectOptions,
	timeoutOption,
} from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { escapeTextOption, readEscapeFor } from '../../fields/escapeText';
import { countToolFailuresOption, readCountToolFailures } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { groupingFields, readGroupBy } from '../../fields/summary/grouping';
import { optionsField } from '../../fields/options';
import { pageSizeOption, readRequests } from '../../fields/pagination';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { readThresholds, thresholdFields } from '../../fields/summary/thresholds';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItem } from '../items';
import type { Operation } from '../operation';

const escapeGroupsOption: INodeProperties = {
	...escapeTextOption,
	description:
		'Where to use the values of the groups, so that nothing in them is read as markup there',
};

export const summarize: Operation = {
	name: 'Summarize',
	value: 'summarize',
	action: 'Summarize events',
	description: 'Get counts, failures, cost, tokens and durations per group',
	toolDescription: `Sums up ${aboutEvents}, one item per group: how many, failures, failure_rate (0 to 1), cost (US dollars), tokens and durations (ms). ${aboutFilters}`,
	fields: [
		...projectFields,
		...filterFields,
		...dateRangeFields,
		...groupingFields,
		...thresholdFields,
		optionsField(
			countToolFailuresOption,
			escapeGroupsOption,
			evaluationIdOption,
			maxRetriesOption,
			pageSizeOption,
			maxParallelOption,
			timeoutOption,
		),
	],

	/**
	 * Yields one item for each group, once all events are read. A summary that misses events looks like
	 * one that does not, so there is none when some cannot be read, even if n8n continues on errors.
	 */
	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const plan = {
			groupBy: readGroupBy(parameters),
			alertWhen: readThresholds(parameters),
			countToolFailures: readCountToolFailures(parameters),
			escapeFor: readEscapeFor(parameters),
		};
		const query = readQuery(parameters, honeyHive.generation, pathsOf(plan));
		const requests = readRequests(parameters, honeyHive.generation);

		const summary = new Summary(plan);
		const windows = readWindows(honeyHive.source(query), query.range, {
			...requests,
			memory: 'bounded',
			onHint: hints.add,
		});
		for await (const events of windows) for (const event of events) summary.add(event);
		for (const hint of summary.hints()) hints.add(hint);
		yield summary.rows().map((row) => toItem(row, item));
	},
};
