import type { INodeProperties } from 'n8n-workflow';

import { shownFor, type Operation } from '../operation';
import { getSession, getSessionFields } from './get';

export const sessionProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['session'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a session',
				description: 'Read all events of one session, as a tree or in order, with totals',
			},
		],
		default: 'get',
	},
	...shownFor({ resource: 'session', operation: 'get' }, getSessionFields),
];

export const sessionOperations: Readonly<Record<string, Operation>> = { get: getSession };
