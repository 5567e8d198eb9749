import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import type { UpdatableField } from '../../events/update';
import { hiddenFromTools, shownToTools } from '../options';
import { choices } from '../values/choice';

export const updateTypeChoices = choices([
	{ name: 'Build Manually', value: 'manual', description: 'Enter names and values below' },
	{ name: 'JSON', value: 'json', description: 'Enter what to write as JSON' },
]);

export const valueTypeChoices = choices([
	{ name: 'Boolean', value: 'boolean' },
	{ name: 'JSON', value: 'json' },
	{ name: 'Number', value: 'number' },
	{ name: 'String', value: 'string' },
]);

export type ValueType = (typeof valueTypeChoices.options)[number]['value'];

/** A group of rows, each with a name and a value. */
export interface UpdateGroup {
	/** Of the group in the parameter. */
	readonly name: string;
	/** The field of the event that the rows are written to. */
	readonly field: UpdatableField;
	readonly displayName: string;
	readonly defaultType: ValueType;
	readonly hasExplanation: boolean;
	readonly example: string;
}

export const updateGroups: readonly UpdateGroup[] = [
	{
		name: 'metrics',
		field: 'metrics',
		displayName: 'Metric',
		defaultType: 'number',
		hasExplanation: true,
		example: 'helpfulness',
	},
	{
		name: 'feedback',
		field: 'feedback',
		displayName: 'Feedback',
		defaultType: 'number',
		hasExplanation: false,
		example: 'rating',
	},
	{
		name: 'metadata',
		field: 'metadata',
		displayName: 'Metadata',
		defaultType: 'string',
		hasExplanation: false,
		example: 'ticket',
	},
	{
		name: 'userProperties',
		field: 'user_properties',
		displayName: 'User Property',
		defaultType: 'string',
		hasExplanation: false,
		example: 'plan',
	},
];

function propertyOf(group: UpdateGroup): INodePropertyCollection {
	const { name, displayName, defaultType, hasExplanation, example } = group;
	return {
		displayName,
		name,
		values: [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: `e.g. ${example}`,
				description: `Under which name HoneyHive keeps the value, e.g. ${example}. A value that is there under this name is replaced.`,
			},
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: valueTypeChoices.options,
				default: defaultType,
			},
			{
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				description:
					'What to write, as the type says: a number such as 0.9, a boolean (true or false), text, or JSON',
			},
			...(hasExplanation ? [explanation] : []),
		],
	};
}

const explanation: INodeProperties = {
	displayName: 'Explanation',
	name: 'explanation',
	type: 'string',
	default: '',
	description:
		"Why the metric has this value. It is written as another metric, whose name is this one's with _explanation, as HoneyHive's own evaluators do.",
};

/** What HoneyHive's JSON looks like, in descriptions and refusals. */
export const updatesExample =
	'{"metrics": {"helpfulness": 0.9, "helpfulness_explanation": "Answers the question"}, "feedback": {"rating": 5}}';

const updateType: INodeProperties = {
	displayName: 'Update Type',
	name: 'updateType',
	type: 'options',
	options: updateTypeChoices.options,
	default: 'manual',
	description: 'How to enter what to write',
};

/** A model can fill in JSON as a whole, but not rows. */
const updateTypeOfTools: INodeProperties = { ...updateType, default: 'json' };

export const updateFields: INodeProperties[] = [
	hiddenFromTools(updateType),
	shownToTools(updateTypeOfTools),
	{
		displayName: 'Updates',
		name: 'updates',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { updateType: ['manual'] } },
		default: {},
		placeholder: 'Add Value',
		description: 'The values to write. Values under other names stay as they are.',
		options: updateGroups.map(propertyOf),
	},
	{
		displayName: 'Updates (JSON)',
		name: 'updatesJson',
		type: 'json',
		displayOptions: { show: { updateType: ['json'] } },
		default: '{}',
		placeholder: `e.g. ${updatesExample}`,
		description: `JSON object with what to write, such as ${updatesExample}. It can have metrics, feedback, metadata, user_properties, config and outputs, each of them an object. Values under other names stay as they are, except in outputs, which are replaced as a whole.`,
	},
];
