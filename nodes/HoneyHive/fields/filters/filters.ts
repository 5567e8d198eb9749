import type { INodeProperties } from 'n8n-workflow';

import { fieldLocator } from '../fieldLocator';

/** A dropdown that n8n fills from a method of the node, since its choices follow the credential. */
function loadedDropdown(
	choice: Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'description'>,
	loadOptionsMethod: string,
	loadOptionsDependsOn: string[] = [],
): INodeProperties {
	return { ...choice, type: 'options', typeOptions: { loadOptionsMethod, loadOptionsDependsOn } };
}

const type = loadedDropdown(
	{
		displayName: 'Type',
		name: 'type',
		default: 'string',
		description:
			'What the field holds: string, number, boolean, or datetime where the API generation has it',
	},
	'getFilterTypes',
);

const operator = loadedDropdown(
	{
		displayName: 'Operator',
		name: 'operator',
		default: 'is',
		description:
			'How to compare the field with the value: is, is not, contains, not contains, greater than, less than, after, before, exists or not exists, as the type and the API generation allow',
	},
	'getFilterOperators',
	['&type'],
);

/** The widget of the value follows the type; an operator that compares with nothing has none. */
function shownForTypes(...types: string[]): INodeProperties['displayOptions'] {
	return { show: { type: types }, hide: { operator: ['exists', 'not exists'] } };
}

const values: INodeProperties[] = [
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. model',
		description: 'Text to compare the field with, exactly as HoneyHive has it, e.g. model',
		displayOptions: shownForTypes('string', 'id'),
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'number',
		default: 0,
		description:
			'Number to compare the field with, e.g. 0.5. A duration is in milliseconds, a cost in US dollars.',
		displayOptions: shownForTypes('number'),
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'boolean',
		default: true,
		description: 'Whether the field must be true',
		displayOptions: shownForTypes('boolean'),
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'dateTime',
		default: '',
		description:
			"Time to compare the field with in ISO 8601, e.g. 2026-01-31T09:00:00: in the workflow's time zone unless it names one",
		displayOptions: shownForTypes('datetime'),
	},
];

export const filterFields: INodeProperties[] = [
	{
		displayName: 'Filter',
		name: 'filterType',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'Take all events' },
			{ name: 'Build Manually', value: 'manual', description: 'Choose conditions below' },
			{
				name: 'JSON',
				value: 'json',
				description: "Give the conditions as HoneyHive's own list of filters",
			},
		],
		default: 'none',
		description: 'Which events to take. Several conditions must all hold.',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { filterType: ['manual'] } },
		default: {},
		placeholder: 'Add Condition',
		description: 'Conditions that an event must all meet',
		options: [
			{
				displayName: 'Condition',
				name: 'conditions',
				values: [fieldLocator, type, operator, ...values],
			},
		],
	},
	{
		displayName: 'Filters (JSON)',
		name: 'filtersJson',
		type: 'json',
		displayOptions: { show: { filterType: ['json'] } },
		default: '[]',
		placeholder:
			'e.g. [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]',
		description:
			'JSON list of filters that must all hold, such as [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]. A field is a path, e.g. metadata.cost. Types: string, number, boolean, datetime (ISO 8601). Operators: is, is not, contains, not contains, greater than, less than, after, before, and without a value exists, not exists. A refusal says which of them the API generation takes.',
	},
];
