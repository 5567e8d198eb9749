import type { INodeProperties } from 'n8n-workflow';

import { linkTargetOf } from '../events/linkTarget';
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
		description:
			"The event to get, by its event_id, e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66, or by a link to it from HoneyHive's app",
	},
];

/** Reads the ID of an event, or that in a link to one. @throws Refusal when it is empty or cannot be an ID */
export function readEventId({ get }: Parameters): string {
	const value = get('eventId');
	return readId('Event ID', 'event_id', linkTargetOf(value)?.id ?? value);
}
