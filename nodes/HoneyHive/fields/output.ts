import type { INodeProperties } from 'n8n-workflow';

import { display, Refusal } from '../events/refusal';
import type { Output } from '../events/shape/shape';
import { readEscapeFor } from './escapeText';
import { readCountToolFailures } from './failures';
import type { Parameters } from './parameters';
import { choices, readSwitch } from './values/choice';
import { readPath } from './values/path';

const outputs = choices([
	{
		name: 'Simplified',
		value: 'simplified',
		description: 'The most useful fields, without nesting',
	},
	{
		name: 'Raw',
		value: 'raw',
		description: 'Whole events, as they are in HoneyHive, which can be very long',
	},
	{ name: 'Selected Fields', value: 'selected', description: 'Only the fields that you choose' },
]);

/** Well-known fields, and those that the project's events have. */
const projectFieldChoices = {
	loadOptionsMethod: 'getFields',
	loadOptionsDependsOn: ['project.value'],
};

export const outputFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: outputs.options,
		default: 'simplified',
		description: 'How much of each event to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: projectFieldChoices,
		allowArbitraryValues: true,
		displayOptions: { show: { output: ['selected'] } },
		default: ['event_type', 'event_name', 'start_time', 'duration'],
		description:
			'Paths of the fields to return, e.g. event_type, metadata.cost. The event ID is always included.',
	},
];

export const customFieldsOption: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	displayOptions: { show: { '/output': ['selected'] } },
	default: [],
	placeholder: 'e.g. metrics.Answer Faithfulness',
	description:
		'Paths of more fields to return, with dots between their parts, e.g. inputs.chat_history.0.content',
};

export const flattenOption: INodeProperties = {
	displayName: 'Flatten',
	name: 'flatten',
	type: 'boolean',
	displayOptions: { hide: { '/output': ['simplified'] } },
	default: false,
	description: 'Whether to turn nested objects into columns with dotted names',
};

/**
 * Reads what to return of each event. Selected fields always include `event_id`: it identifies the
 * event, and n8n considers an item that contains nothing but `error` a failed one.
 *
 * @throws Refusal when a path is empty or has an empty part
 */
export function readOutput(parameters: Parameters): Output {
	switch (outputs.read('Output', parameters.get('output'), 'simplified')) {
		case 'simplified':
			return {
				kind: 'simplified',
				countToolFailures: readCountToolFailures(parameters),
				escapeFor: readEscapeFor(parameters),
			};
		case 'selected':
			return { kind: 'selected', paths: readPaths(parameters), flatten: readFlatten(parameters) };
		case 'raw':
			return { kind: 'raw', flatten: readFlatten(parameters) };
	}
}

function readFlatten(parameters: Parameters): boolean {
	return readSwitch('Flatten', parameters.get('options.flatten'));
}

function readPaths({ get }: Parameters): string[] {
	const fields = listOf('Fields', get('fields')).map((path) => readPath('Fields', path));
	const custom = listOf('Custom Fields', get('options.customFields')).map((path) =>
		readPath('Custom Fields', path),
	);
	return [...new Set(['event_id', ...fields, ...custom])];
}

/** An expression may return a list, or text with commas. */
function listOf(label: string, value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (value === undefined || value === '') return [];
	if (typeof value === 'string') return value.split(',');
	throw new Refusal(
		`'${label}' is ${display(value)}, which is not a list of paths`,
		'Enter a list of paths such as metadata.cost, or text with commas between them.',
	);
}
