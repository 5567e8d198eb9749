import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** A field of an event, chosen from those that the project has, or entered as a path. */
export const fieldLocator: INodeProperties = {
	displayName: 'Field',
	name: 'field',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Path of the field, with dots between its parts, e.g. event_type or metadata.cost',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a field...',
			typeOptions: { searchListMethod: 'searchFields', searchable: true },
		},
		{
			displayName: 'By Path',
			name: 'path',
			type: 'string',
			placeholder: 'e.g. metadata.cost',
		},
	],
};

/** Fields with one value, as HoneyHive's documentation names them: the most common ones first. */
export const knownFields: readonly INodePropertyOptions[] = [
	{ name: 'Event Type', value: 'event_type' },
	{ name: 'Event Name', value: 'event_name' },
	{ name: 'Session ID', value: 'session_id' },
	{ name: 'Event ID', value: 'event_id' },
	{ name: 'Parent ID', value: 'parent_id' },
	{ name: 'Source', value: 'source' },
	{ name: 'Error', value: 'error' },
	{ name: 'Start Time', value: 'start_time' },
	{ name: 'End Time', value: 'end_time' },
	{ name: 'Duration', value: 'duration' },
	{ name: 'Model', value: 'config.model' },
	{ name: 'Provider', value: 'config.provider' },
	{ name: 'Cost', value: 'metadata.cost' },
	{ name: 'Total Tokens', value: 'metadata.total_tokens' },
	{ name: 'Prompt Tokens', value: 'metadata.prompt_tokens' },
	{ name: 'Completion Tokens', value: 'metadata.completion_tokens' },
	{ name: 'Rating', value: 'feedback.rating' },
	{ name: 'Run ID', value: 'metadata.run_id' },
	{ name: 'Project ID', value: 'project_id' },
];

/** Fields that contain other fields, or a list. */
export const knownObjects: readonly INodePropertyOptions[] = [
	{ name: 'Children IDs', value: 'children_ids' },
	{ name: 'Config', value: 'config' },
	{ name: 'Feedback', value: 'feedback' },
	{ name: 'Inputs', value: 'inputs' },
	{ name: 'Metadata', value: 'metadata' },
	{ name: 'Metrics', value: 'metrics' },
	{ name: 'Outputs', value: 'outputs' },
	{ name: 'User Properties', value: 'user_properties' },
];
