import type { INodeProperties } from 'n8n-workflow';

import { isText, onlySessions, type Filter } from '../events/filter';
import type { Parameters } from './parameters';
import { readText } from './values/text';

/** The property that HoneyHive's guides put the ID of a user into. */
const userProperty = 'user_properties.user_id';

export const sessionFilterFields: INodeProperties[] = [
	{
		displayName: 'Event Name',
		name: 'eventName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Support Chat',
		description:
			'Only return sessions with this name, exactly as it is in HoneyHive. Leave empty for all.',
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		placeholder: 'e.g. user_12345',
		description: `Only return sessions of this user, by ${userProperty}. To find a user by another property, e.g. user_properties.email, use Filter. Leave empty for all.`,
	},
];

/** @throws Refusal when one of them is not text, or an expression returned nothing */
export function readSessionFilters({ get }: Parameters): Filter[] {
	const name = readText('Event Name', get('eventName'));
	const user = readText('User', get('user'));
	return [
		onlySessions,
		...(name === '' ? [] : [isText('event_name', name)]),
		...(user === '' ? [] : [isText(userProperty, user)]),
	];
}
