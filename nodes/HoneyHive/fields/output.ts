import type { INodeProperties } from 'n8n-workflow';

import { display, Refusal } from '../events/refusal';
import type { Output } from '../events/shape/shape';
import { readChoice, readSwitch } from './values/choice';
import type { Parameters } from './parameters';
import { readPath } from './values/path';

/** Well-known fields, and those that the project's events have. */
const fieldsOfProject = {
	loadOptionsMethod: 'getFields',
	loadOptionsDependsOn: ['project.value'],
};

export const outputFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'Whole events, as HoneyHive has them' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'Ten flat fields for a message or a sheet',
			},
			{ name: 'Selected Fields', value: 'selected', description: 'Only the fields you choose' },
		],
		default: 'raw',
		description: 'How much of each event to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: fieldsOfProject,
		allowArbitraryValues: true,
		displayOptions: { show: { output: ['selected'] } },
		default: ['event_type', 'event_name', 'start_time', 'duration'],
		description:
			'Paths of the fields to return, e.g. event_type, metadata.cost. Event ID always comes along.',
	},
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		displayOptions: { show: { output: ['selected'] } },
		default: [],
		placeholder: 'e.g. metrics.Answer Faithfulness',
		description:
			'Paths of more fields to return, with dots between their parts, e.g. inputs.chat_history.0.content',
	},
];

/**
 * Reads what to return of each event. `event_id` is always among selected fields: it identifies the
 * event, and n8n takes an item that holds nothing but `error` for a failed one.
 *
 * @throws Refusal when a path is empty or has an empty part
 */
export function readOutput(parameters: Parameters): Output {
	const choices = { raw: 'Raw', simplified: 'Simplified', selected: 'Selected Fields' };
	switch (readChoice('Output', parameters.get('output'), choices, 'raw')) {
		case 'simplified':
			return { kind: 'simplified' };
		case 'selected':
			return { kind: 'selected', paths: readPaths(parameters), flatten: readFlatten(parameters) };
		case 'raw':
			return { kind: 'raw', flatten: readFlatten(parameters) };
	}
}

function readFlatten(parameters: Parameters): boolean {
	return readSwitch('Flatten', parameters.get('options.flatten'));
}

function readPaths(parameters: Parameters): string[] {
	const fields = listOf('Fields', parameters.get('fields')).map((path) => readPath('Fields', path));
	const custom = listOf('Custom Fields', parameters.get('customFields')).map((path) =>
		readPath('Custom Fields', path),
	);
	return [...new Set(['event_id', ...fields, ...custom])];
}

/** An expression may give a list, or text with commas. */
function listOf(label: string, value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (value === undefined || value === '') return [];
	if (typeof value === 'string') return value.split(',');
	throw new Refusal(
		`'${label}' is ${display(value)}, which is no list of paths`,
		'Give a list of paths such as metadata.cost, or text with commas between them.',
	);
}
