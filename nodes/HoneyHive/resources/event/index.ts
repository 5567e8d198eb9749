import type { INodeProperties } from 'n8n-workflow';

import { summaryFields } from '../../fields/summary';
import type { Operation } from '../operation';
import { shownFor } from '../operation';
import { countFields, countMatches } from './count';
import { exportEvents, exportFields } from './export';
import { getEvent, getEventFields } from './get';
import { splitDateRange, splitFields } from './split';
import { summarizeEvents } from './summarize';

export const eventProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['event'] } },
		options: [
			{
				name: 'Count',
				value: 'count',
				action: 'Count events',
				description: 'Count how many events match, without reading them',
			},
			{
				name: 'Export',
				value: 'export',
				action: 'Export events',
				description: 'Read events with filters, a date range and the fields you need',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get an event',
				description: 'Read one event by its ID',
			},
			{
				name: 'Split',
				value: 'split',
				action: 'Split date range',
				description: 'Divide a date range into windows of so many events, to share among workers',
			},
			{
				name: 'Summarize',
				value: 'summarize',
				action: 'Summarize events',
				description:
					'Count events and failures and sum up cost, tokens and durations, one item per group. Percentiles are exact for up to 1,000 durations in a group, and within 1 % for more. Totals that sessions carry are left out where other events say what they cost.',
			},
		],
		default: 'export',
	},
	...shownFor({ resource: 'event', operation: 'count' }, countFields),
	...shownFor({ resource: 'event', operation: 'export' }, exportFields),
	...shownFor({ resource: 'event', operation: 'get' }, getEventFields),
	...shownFor({ resource: 'event', operation: 'split' }, splitFields),
	...shownFor({ resource: 'event', operation: 'summarize' }, summaryFields),
];

export const eventOperations: Readonly<Record<string, Operation>> = {
	count: countMatches,
	export: exportEvents,
	get: getEvent,
	split: splitDateRange,
	summarize: summarizeEvents,
};
