import type { INodeProperties } from 'n8n-workflow';

import { Refusal } from '../events/refusal';
import { eventOperations, eventProperties } from './event';
import type { Operation } from './operation';
import { sessionOperations, sessionProperties } from './session';

export const resourceProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Event', value: 'event' },
			{ name: 'Session', value: 'session' },
		],
		default: 'event',
	},
	...eventProperties,
	...sessionProperties,
];

const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	event: eventOperations,
	session: sessionOperations,
};

/** @throws Refusal when this version of the node does not have the operation */
export function operationOf(resource: string, operation: string): Operation {
	const execute = operations[resource]?.[operation];
	if (execute) return execute;
	throw new Refusal(
		`This node has no 'Operation' '${operation}' for the 'Resource' '${resource}'`,
		'Open the node and choose both anew.',
	);
}
