import type { INodeProperties } from 'n8n-workflow';

import type { UpdatedEvent } from '../../events/update';
import { readEventId } from '../eventId';
import type { Parameters } from '../parameters';
import { readSwitch } from '../values/choice';

export const updatedEventFields: INodeProperties[] = [
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.event_id }}',
		description:
			"The event to update, by its event_id, e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66, or by a link to it from HoneyHive's app. To update a session, enter its session_id.",
	},
];

export const waitForEventOption: INodeProperties = {
	displayName: 'Wait for Event',
	name: 'waitForEvent',
	type: 'boolean',
	default: false,
	description:
		"Whether to try again, up to 'Max Retries' times, if HoneyHive does not have the event yet. It takes HoneyHive some time to store an event.",
};

/** @throws Refusal when the ID is empty or cannot be one */
export function readUpdatedEvent(parameters: Parameters): UpdatedEvent {
	return {
		id: readEventId(parameters),
		mayArrive: readSwitch('Wait for Event', parameters.get('options.waitForEvent')),
	};
}
