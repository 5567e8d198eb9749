import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { shownFor } from '../operation';
import { exportEvents, exportFields } from './export';
import { splitDateRange, splitFields } from './split';

export const eventProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['event'] } },
		options: [
			{
				name: 'Export',
				value: 'export',
				action: 'Export events',
				description: 'Read events with filters, a date range and the fields you need',
			},
			{
				name: 'Split',
				value: 'split',
				action: 'Split date range',
				description: 'Divide a date range into windows of so many events, to share among workers',
			},
		],
		default: 'export',
	},
	...shownFor({ resource: 'event', operation: 'export' }, exportFields),
	...shownFor({ resource: 'event', operation: 'split' }, splitFields),
];

export const eventOperations: Readonly<Record<string, Operation>> = {
	export: exportEvents,
	split: splitDateRange,
};
