import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { shownFor } from '../operation';
import { exportEvents, exportFields } from './export';

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
		],
		default: 'export',
	},
	...shownFor({ resource: 'event', operation: 'export' }, exportFields),
];

export const eventOperations: Readonly<Record<string, Operation>> = { export: exportEvents };
