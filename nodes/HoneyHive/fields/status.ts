import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { choices } from './values/choice';

const statuses = choices([
	{ name: 'Any', value: 'any' },
	{ name: 'Failed', value: 'failed', description: 'With an error' },
	{ name: 'Succeeded', value: 'succeeded', description: 'Without an error' },
]);
export type Status = 'any' | 'failed' | 'succeeded';

export const statusField: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: statuses.options,
	default: 'any',
	description:
		'Only return sessions whose own event has an error, or has none. The node checks this itself, because not every API version can.',
};

/** @throws Refusal when an expression returns something that is not a choice */
export function readStatus({ get }: Parameters): Status {
	return statuses.read('Status', get('status'), 'any');
}
