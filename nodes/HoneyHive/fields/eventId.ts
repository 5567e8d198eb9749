import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { readId } from './values/id';

export const eventIdFields: INodeProperties[] = [
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66',
		description: 'The event to get, by its event_id, e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66',
	},
];

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
export function readEventId(parameters: Parameters): string {
	return readId('Event ID', 'event_id', parameters.get('eventId'));
}

/** @throws Refusal when it is empty or cannot be an ID */
export function readSessionId(parameters: Parameters): string {
	return readId('Session ID', 'session_id', parameters.get('sessionId'));
}
