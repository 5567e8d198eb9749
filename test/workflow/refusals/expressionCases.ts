import { demoProject } from '../../support/exporting';
import { between, condition, json, type Case } from './cases';

const missingData = 'Check that the data that the expression refers to is there.';
const checkExpression = 'Check what the expression returns.';

/** Expressions that return nothing or another type. No request is sent, least of all one for more events. */
export const expressionRefusals: Case[] = [
	[
		'an experiment run that an expression leaves empty',
		'search',
		{ options: { evaluationId: '={{ $json.nope }}' } },
		"'Evaluation ID' is empty, because its expression returned nothing [item 0]",
		missingData,
	],
	[
		'a start that an expression leaves empty',
		'export',
		between('={{ $json.nope }}', ''),
		"'From' is empty, because its expression returned nothing [item 0]",
		missingData,
	],
	[
		'an end that an expression sets to null',
		'search',
		between('', '={{ null }}'),
		"'To' is empty, because its expression returned nothing [item 0]",
		missingData,
	],
	[
		'a project that an expression leaves empty',
		'export',
		{ project: { ...demoProject, value: '={{ $json.nope }}' } },
		"'Project' is empty, because its expression returned nothing [item 0]",
		missingData,
	],
	[
		'JSON filters that an expression leaves empty',
		'export',
		json('={{ $json.nope }}'),
		"'Filters (JSON)' is empty, because its expression returned nothing [item 0]",
		missingData,
	],
	[
		'a value that an expression leaves empty',
		'search',
		condition({ field: 'source', type: 'string', operator: 'is', value: '={{ $json.nope }}' }),
		"'Filters' condition 1 has no 'Value' [item 0]",
		"Enter the value to compare the field with, or choose the operator 'exists' or 'not exists' if the API version has them.",
	],
	[
		'a project that is a list',
		'export',
		{ project: { ...demoProject, value: '={{ ["Acme Bot"] }}' } },
		'\'Project\' is a list but must be text: ["Acme Bot"] [item 0]',
		checkExpression,
	],
	[
		'an experiment run that is a boolean',
		'search',
		{ options: { evaluationId: '={{ true }}' } },
		"'Evaluation ID' is a boolean but must be text: true [item 0]",
		checkExpression,
	],
	[
		'an event ID that is an object',
		'search',
		{ operation: 'get', eventId: '={{ ({ id: 1 }) }}' },
		'\'Event ID\' is an object but must be text: {"id":1} [item 0]',
		checkExpression,
	],
	[
		'a field of a filter that is a list',
		'search',
		condition({ field: '={{ ["source"] }}', type: 'string', operator: 'is', value: 'x' }),
		"'Filters' condition 1 has a 'Field' that is a list but must be text: [\"source\"] [item 0]",
		'Enter the path of the field to compare, e.g. event_type or metadata.cost.',
	],
	[
		'a value of a filter that is a list',
		'search',
		condition({ field: 'source', type: 'string', operator: 'is', value: '={{ ["a"] }}' }),
		"'Filters' condition 1 has the 'Value' [\"a\"], which is not text [item 0]",
		"Enter text, or choose another 'Type'.",
	],
	[
		'a custom field that is a list',
		'export',
		{ output: 'selected', fields: [], options: { customFields: '={{ [["a"]] }}' } },
		'\'Custom Fields\' is a list but must be text: ["a"] [item 0]',
		checkExpression,
	],
];
