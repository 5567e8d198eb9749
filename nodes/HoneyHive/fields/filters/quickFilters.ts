import type { INodeProperties } from 'n8n-workflow';

import { eventTypes, type EventType, type QuickFilters } from '../../events/quickFilters';
import { display, Refusal } from '../../events/refusal';
import { readCountToolFailures } from '../failures';
import type { Parameters } from '../parameters';
import { choices } from '../values/choice';
import { isLeftEmpty } from '../values/text';

const types = choices([
	{ name: 'Chain', value: 'chain', description: 'Steps that contain others' },
	{ name: 'Model', value: 'model', description: 'Calls of a language model' },
	{ name: 'Session', value: 'session', description: 'Whole runs of an application' },
	{ name: 'Tool', value: 'tool', description: 'Calls of a tool or a function' },
] satisfies ReadonlyArray<{ name: string; value: EventType; description: string }>);

const statuses = choices([
	{ name: 'Any', value: 'any' },
	{ name: 'Failed', value: 'failed', description: 'With an error' },
	{ name: 'Succeeded', value: 'succeeded', description: 'Without an error' },
]);

const statusField: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: statuses.options,
	default: 'any',
	description: 'Whether events must have an error, or must have none',
};

/** Of a session, its own event counts. */
export const statusOfSessionsField: INodeProperties = {
	...statusField,
	description: 'Whether the own events of sessions must have an error, or must have none',
};

/** What most users want to choose events by, without building a filter. */
export const quickFilterFields: INodeProperties[] = [
	{
		displayName: 'Event Types',
		name: 'eventTypes',
		type: 'multiOptions',
		options: types.options,
		default: [],
		description: 'Types of events to choose. Choose none for all types.',
	},
	statusField,
];

/** @throws Refusal when an expression returns something that is not a choice */
export function readQuickFilters(parameters: Parameters): QuickFilters {
	const status = statuses.read('Status', parameters.get('status'), 'any');
	return {
		eventTypes: readEventTypes(parameters.get('eventTypes')),
		...(status !== 'any' && { outcome: status }),
		countToolFailures: readCountToolFailures(parameters),
	};
}

/** An expression returns a list, or text with commas. Only an expression can return an empty text. */
function readEventTypes(value: unknown): EventType[] {
	if (isLeftEmpty('Event Types', value === '' ? null : value)) return [];
	const list = typeof value === 'string' ? value.split(',').map((type) => type.trim()) : value;
	if (!Array.isArray(list)) throw notTypes(value);
	const chosen = new Set(list.map((type) => types.read('Event Types', type)));
	return eventTypes.filter((type) => chosen.has(type));
}

function notTypes(value: unknown): Refusal {
	return new Refusal(
		`'Event Types' is not a list: it is ${display(value)}`,
		`Choose types in the editor; an expression must return a list of: ${eventTypes.join(', ')}.`,
	);
}
