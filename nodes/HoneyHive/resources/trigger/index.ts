import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { shownWhen } from '../../fields/options';
import { parametersOfPoll } from '../../fields/parameters';
import { choices } from '../../fields/values/choice';
import { finishedSessions } from './finishedSessions';
import { newEvents } from './newEvents';
import type { TriggerEvent } from './triggerEvent';

const triggerEvents: readonly TriggerEvent[] = [newEvents, finishedSessions];

const chosenEvent = choices(triggerEvents);

/** The trigger's parameters: what it starts on, and the fields of each. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: triggerEvents.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: 'newEvent',
	},
	...triggerEvents.flatMap(({ value, fields }) =>
		fields.map((field) => shownWhen(field, { event: [value] })),
	),
];

/** Polls for what the workflow starts on. @throws Refusal */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const value = chosenEvent.read(
		'Trigger On',
		parametersOfPoll(context).get('event'),
		newEvents.value,
	);
	const chosen = triggerEvents.find((one) => one.value === value) ?? newEvents;
	return await chosen.poll(context);
}
