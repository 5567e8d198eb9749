import type { INodeProperties } from 'n8n-workflow';

import { isText, onlySessions, type Filter } from '../events/filter';
import type { Parameters } from './parameters';
import { readPath } from './values/path';
import { readText } from './values/text';

/** Where applications keep who the user is: the first is that of HoneyHive's guides, and what 'User' is compared with. */
const usualUserProperties = ['user_id', 'user', 'user_email', 'email'];

export const sessionFilterFields: INodeProperties[] = [
	{
		displayName: 'Session Name',
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
		description:
			"Only return sessions of this user, by the user property user_id, or by another one with the option 'User Property'. Leave empty for all.",
	},
];

export const userPropertyOption: INodeProperties = {
	displayName: 'User Property',
	name: 'userProperty',
	type: 'string',
	default: 'user_id',
	placeholder: 'e.g. email',
	description: 'Which of the user properties says who the user is',
};

/**
 * The names of the user properties that say who the user is, the first that is there.
 *
 * @throws Refusal when the chosen one is not a path
 */
export function readUserProperties({ get }: Parameters): readonly string[] {
	const chosen = get('options.userProperty');
	return chosen === undefined ? usualUserProperties : [readPath('User Property', chosen)];
}

/** @throws Refusal when one of them is not text, or an expression returned nothing */
export function readSessionFilters(parameters: Parameters): Filter[] {
	const name = readText('Session Name', parameters.get('eventName'));
	const user = readText('User', parameters.get('user'));
	const [property] = readUserProperties(parameters);
	return [
		onlySessions,
		...(name === '' ? [] : [isText('event_name', name)]),
		...(user === '' ? [] : [isText(`user_properties.${property}`, user)]),
	];
}
