import type { INodeProperties } from 'n8n-workflow';

import { readId } from './values/id';
import type { Parameters } from './parameters';

export const sessionIdFields: INodeProperties[] = [
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. caf77ace-3417-4da4-944d-f4a0688f3c23',
		description:
			'The session to get, by the session_id that its events share, e.g. caf77ace-3417-4da4-944d-f4a0688f3c23',
	},
];

/** @throws Refusal when it is empty or cannot be an ID */
export function readSessionId(parameters: Parameters): string {
	return readId('Session ID', 'session_id', parameters.get('sessionId'));
}
