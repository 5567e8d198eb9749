import type { INodeParameters } from 'n8n-workflow';

import type { Generation } from '../../emulator';
import { demoProject } from '../../support/exporting';

/** A filter with one condition, built manually. */
export function condition(values: INodeParameters): INodeParameters {
	return { filterType: 'manual', filters: { conditions: [values] } };
}

export function json(filtersJson: string): INodeParameters {
	return { filterType: 'json', filtersJson };
}

export function between(from: string, to: string): INodeParameters {
	return { dateRange: 'between', from, to };
}

export const example =
	'Enter a list such as [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}].';
const dateExample =
	'Enter a date and time in ISO 8601, e.g. 2026-01-31T09:00:00 or 2026-01-31T09:00:00Z. A number must be UTC milliseconds.';

/** Turns off the retries after a temporary failure. */
export const once: INodeParameters = { options: { maxRetries: 0 } };

export type Case = [
	what: string,
	generation: Generation,
	parameters: INodeParameters,
	message: string,
	description: string,
];

/** Invalid input with the complete message and description. No request is sent. */
export const refusals: Case[] = [
	[
		'an empty project',
		'export',
		{ project: { ...demoProject, value: '  ' } },
		"'Project' is empty [item 0]",
		'Select the project to read events from, or enter its name.',
	],
	[
		'an operator that the type does not have',
		'exportV1',
		condition({ field: 'metadata.cost', type: 'number', operator: 'contains', value: 1 }),
		"'Filters' condition 1 has the 'Operator' 'Contains', which is not possible with the type Number [item 0]",
		"Choose another 'Type', or one of: Is, Is Not, Is Greater Than, Is Less Than, Exists, Does Not Exist.",
	],
	[
		'an operator that the generation does not have',
		'export',
		condition({ field: 'error', type: 'string', operator: 'exists' }),
		"'Filters' condition 1 has the 'Operator' 'Exists', which needs Self-Hosted V1 or Data Plane V2, but the credential has Cloud V1 [item 0]",
		'Choose one of: Is, Is Not, Contains, Does Not Contain.',
	],
	[
		'a type that the generation does not have',
		'search',
		condition({ field: 'session_id', type: 'id', operator: 'is', value: 'a' }),
		"'Filters' condition 1 has the 'Type' Object ID, which Data Plane V2 does not support [item 0]",
		'Choose one of: Text, Number, Boolean, Date & Time.',
	],
	[
		'a value that is not a number',
		'search',
		condition({ field: 'metadata.cost', type: 'number', operator: 'is', value: 'cheap' }),
		"'Filters' condition 1 has the 'Value' 'cheap', which is not a number [item 0]",
		"Enter a number, or choose another 'Type'.",
	],
	[
		'a value that is not a boolean',
		'search',
		json('[{"field": "metrics.ok", "type": "boolean", "operator": "is", "value": "yes"}]'),
		"'Filters (JSON)' entry 1 has the 'Value' 'yes', which is not a boolean (true or false) [item 0]",
		"Enter a boolean (true or false), or choose another 'Type'.",
	],
	[
		'a value that is not a date',
		'search',
		json('[{"field": "start_time", "type": "datetime", "operator": "after", "value": "soon"}]'),
		"'Filters (JSON)' entry 1's 'Value' is not a date: it is 'soon' [item 0]",
		dateExample,
	],
	[
		'a condition without a value',
		'export',
		condition({ field: 'event_type', type: 'string', operator: 'is', value: '' }),
		"'Filters' condition 1 has no 'Value' [item 0]",
		"Enter the value to compare the field with, or choose the operator 'exists' or 'not exists' if the API version has them.",
	],
	[
		'a condition without a field',
		'export',
		condition({ field: ' ', type: 'string', operator: 'is', value: 'x' }),
		"'Filters' condition 1 has no 'Field' [item 0]",
		'Enter the path of the field to compare, e.g. event_type or metadata.cost.',
	],
	[
		'JSON filters that are not a list',
		'export',
		json('{"field": "event_type"}'),
		'\'Filters (JSON)\' is not a list: it is {"field":"event_type"} [item 0]',
		example,
	],
	[
		'a JSON filter that is not an object',
		'export',
		json('["event_type"]'),
		"'Filters (JSON)' entry 1 is not a filter: it is 'event_type' [item 0]",
		example,
	],
	[
		'a JSON filter without a field',
		'export',
		json('[{"field":"source","operator":"is","value":"x","type":"string"},{"operator":"is"}]'),
		"'Filters (JSON)' entry 2 has no 'Field' [item 0]",
		'Enter the path of the field to compare, e.g. event_type or metadata.cost.',
	],
	[
		'a JSON filter without an operator',
		'export',
		json('[{"field": "event_type", "value": "model", "type": "string"}]'),
		"'Filters (JSON)' entry 1 has no 'Operator' [item 0]",
		'Choose one of: is, is not, contains, not contains, greater than.',
	],
	[
		'a date range that ends before it starts',
		'export',
		between('2024-05-02T00:00:00', '2024-05-01T00:00:00'),
		"'From' (2024-05-02T00:00:00.000Z) is after 'To' (2024-05-01T00:00:00.000Z) [item 0]",
		"Swap the two dates, or leave one of them empty. Dates without a zone are read in the workflow's time zone.",
	],
	[
		'a date that cannot be read',
		'export',
		between('=yesterday', ''),
		"'From' is not a date: it is 'yesterday' [item 0]",
		dateExample,
	],
	[
		'a relative date range of 0 hours',
		'export',
		{ dateRange: 'relative', lastAmount: 0, lastUnit: 'hours' },
		"'Amount' is 0 but must be a whole number, from 1 to 100000 [item 0]",
		'Enter a whole number, from 1 to 100000.',
	],
	[
		'a limit of 0',
		'export',
		{ limit: 0 },
		"'Limit' is 0 but must be a whole number, 1 or more [item 0]",
		'Enter a whole number, 1 or more.',
	],
	[
		'a negative limit',
		'export',
		{ limit: -5 },
		"'Limit' is -5 but must be a whole number, 1 or more [item 0]",
		'Enter a whole number, 1 or more.',
	],
	[
		'a limit of 1.5',
		'export',
		{ limit: 1.5 },
		"'Limit' is 1.5 but must be a whole number, 1 or more [item 0]",
		'Enter a whole number, 1 or more.',
	],
	[
		'a limit above the maximum of a page',
		'exportV1',
		{ limit: 7501, options: { page: 1 } },
		"'Limit' is 7501 but must be a whole number, from 1 to 7500 [item 0]",
		'Enter a whole number, from 1 to 7500.',
	],
	[
		'a limit above the maximum of a page with Data Plane V2',
		'search',
		{ limit: 1001, options: { page: 1 } },
		"'Limit' is 1001 but must be a whole number, from 1 to 1000 [item 0]",
		'Enter a whole number, from 1 to 1000.',
	],
	[
		'a page size above the maximum',
		'search',
		{ options: { pageSize: 5000 } },
		"'Page Size' is 5000 but must be a whole number, from 1 to 1000 [item 0]",
		'Enter a whole number, from 1 to 1000.',
	],
	[
		'a page of 0',
		'export',
		{ options: { page: 0 } },
		"'Page' is 0 but must be a whole number, 1 or more [item 0]",
		'Enter a whole number, 1 or more.',
	],
	[
		'an empty field path',
		'export',
		{ output: 'selected', fields: [], options: { customFields: [''] } },
		"'Custom Fields' has an empty path [item 0]",
		'Enter a path such as metadata.cost or inputs.chat_history.0.content, or remove the row.',
	],
	[
		'a field path with an empty part',
		'export',
		{ output: 'selected', fields: [], options: { customFields: ['metadata..cost'] } },
		"'Custom Fields' has the path 'metadata..cost', which has an empty part [item 0]",
		'Enter a path such as metadata.cost or inputs.chat_history.0.content, or remove the row.',
	],
	[
		'a field path with brackets',
		'export',
		{
			output: 'selected',
			fields: [],
			options: { customFields: ['inputs.chat_history[0].content'] },
		},
		"'Custom Fields' has the path 'inputs.chat_history[0].content', which has brackets: write a position in a list as .0 [item 0]",
		'Enter a path such as metadata.cost or inputs.chat_history.0.content, or remove the row.',
	],
	[
		'custom fields that are not a list',
		'export',
		{ output: 'selected', fields: [], options: { customFields: '={{ {"a": 1} }}' } },
		'\'Custom Fields\' is {"a":1}, which is not a list of paths [item 0]',
		'Enter a list of paths such as metadata.cost, or text with commas between them.',
	],
	[
		'a filter choice that an expression leaves empty',
		'export',
		{ filterType: '={{ $json.nope }}' },
		"'Filter' is empty, which is not one of its choices [item 0]",
		'Choose one in the editor; an expression must return one of: none (None), manual (Build Manually), json (JSON), link (Link).',
	],
	[
		'a date range that does not exist',
		'export',
		{ dateRange: '=nextRun' },
		"'Date Range' is 'nextRun', which is not one of its choices [item 0]",
		'Choose one in the editor; an expression must return one of: any (All Time), relative (In the Last…), between (Between Dates), sinceLastRun (Since Last Run).',
	],
	[
		'an output that does not exist',
		'export',
		{ output: '=Simplified' },
		"'Output' is 'Simplified', which is not one of its choices [item 0]",
		'Choose one in the editor; an expression must return one of: simplified (Simplified), raw (Raw), selected (Selected Fields).',
	],
	[
		'a sort order that does not exist',
		'export',
		{ options: { sort: '=oldest' } },
		"'Sort' is 'oldest', which is not one of its choices [item 0]",
		'Choose one in the editor; an expression must return one of: newestFirst (Newest First), oldestFirst (Oldest First).',
	],
	[
		'a number of events that an expression leaves empty',
		'export',
		{ outputFormat: 'csv', options: { maxEvents: '={{ $json.nope }}' } },
		"'Max Events' is empty but must be a whole number, 1 or more [item 0]",
		'Enter a whole number, 1 or more.',
	],
	[
		'a date in seconds instead of milliseconds',
		'export',
		between('={{ 1711929600 }}', ''),
		"'From' is not a date: it is 1711929600 [item 0]",
		dateExample,
	],
	[
		'an experiment run in a generation without experiment runs',
		'export',
		{ options: { evaluationId: 'run-1' } },
		"'Evaluation ID' is not available with Cloud V1 [item 0]",
		'Filter by the field metadata.run_id instead, or remove the option.',
	],
];
