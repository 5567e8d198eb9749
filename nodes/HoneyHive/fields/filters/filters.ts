import type { INodeProperties } from 'n8n-workflow';

import { fieldLocator } from '../eventFields';
import type { Parameters } from '../parameters';
import { choices } from '../values/choice';
import { automatic } from './automaticType';
import { filterLinkField } from './filterLink';
import { quickFilterFields } from './quickFilters';

/** A dropdown that n8n fills from a method of the node, because its choices depend on the credential. */
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
		default: automatic,
		description:
			'What the field contains. Automatic knows it of common fields. For others it goes by the operator and the value: 0.5 is a number, true a boolean. Choose Text for a number that events have as text.',
	},
	'getFilterTypes',
);

const operator = loadedDropdown(
	{
		displayName: 'Operator',
		name: 'operator',
		default: 'is',
		description:
			'How to compare the field with the value. The choices depend on the type; some need another API version.',
	},
	'getFilterOperators',
	['&type', '&field.value'],
);

/** The input for the value depends on the type. An operator that needs no value has no input. */
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
		description:
			'Value to compare the field with: text exactly as it is in HoneyHive, e.g. model; a number, e.g. 0.5; true or false; or a time in ISO 8601. A duration is in milliseconds, a cost in US dollars.',
		displayOptions: shownForTypes(automatic, 'string', 'id'),
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

const filterTypeChoices = choices([
	{ name: 'None', value: 'none', description: 'All events' },
	{ name: 'Build Manually', value: 'manual', description: 'Choose conditions below' },
	{
		name: 'JSON',
		value: 'json',
		description: 'Enter the conditions as HoneyHive filter JSON',
	},
	{
		name: 'Link',
		value: 'link',
		description: "Paste a link to Discover in HoneyHive's app",
	},
]);

/** @throws Refusal when an expression returns something that is not a choice */
export function readFilterType({ get }: Parameters): 'none' | 'manual' | 'json' | 'link' {
	return filterTypeChoices.read('Filter', get('filterType'), 'none');
}

/** What events are chosen by, but for the quick filters. */
export const conditionFields: INodeProperties[] = [
	{
		displayName: 'Filter',
		name: 'filterType',
		type: 'options',
		options: filterTypeChoices.options,
		default: 'none',
		description: 'Which events to choose. All conditions must match.',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { filterType: ['manual'] } },
		default: {},
		placeholder: 'Add Condition',
		description: 'Conditions that an event must match',
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
		default: '[{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]',
		description:
			'JSON list of filters that must all match, such as [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}]. A field is a path, e.g. metadata.cost. Types: string, number, boolean, datetime (ISO 8601); without one, it is that of the field or the value. Operators: is, is not, contains, not contains, greater than, less than, after, before, and without a value exists, not exists.',
	},
	filterLinkField,
];

/** What events are chosen by. All of it must match. */
export const filterFields: INodeProperties[] = [...quickFilterFields, ...conditionFields];
