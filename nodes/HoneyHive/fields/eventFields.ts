import type { INodeProperties } from 'n8n-workflow';

import type { FilterType } from '../events/filter';

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

/** A field that events have by HoneyHive's documentation. */
export interface KnownField {
	readonly name: string;
	readonly path: string;
	/** What it contains, where that is always the same. */
	readonly type?: FilterType;
}

/** Fields with one value, as HoneyHive's documentation names them: the most common ones first. */
export const knownFields: readonly KnownField[] = [
	{ name: 'Event Type', path: 'event_type', type: 'string' },
	{ name: 'Event Name', path: 'event_name', type: 'string' },
	{ name: 'Session ID', path: 'session_id', type: 'string' },
	{ name: 'Event ID', path: 'event_id', type: 'string' },
	{ name: 'Parent ID', path: 'parent_id', type: 'string' },
	{ name: 'Source', path: 'source', type: 'string' },
	{ name: 'Error', path: 'error', type: 'string' },
	{ name: 'Start Time', path: 'start_time', type: 'datetime' },
	{ name: 'End Time', path: 'end_time', type: 'datetime' },
	{ name: 'Duration', path: 'duration', type: 'number' },
	{ name: 'Model', path: 'config.model', type: 'string' },
	{ name: 'Provider', path: 'config.provider', type: 'string' },
	{ name: 'Cost', path: 'metadata.cost', type: 'number' },
	{ name: 'Total Tokens', path: 'metadata.total_tokens', type: 'number' },
	{ name: 'Prompt Tokens', path: 'metadata.prompt_tokens', type: 'number' },
	{ name: 'Completion Tokens', path: 'metadata.completion_tokens', type: 'number' },
	{ name: 'Rating', path: 'feedback.rating' },
	{ name: 'Run ID', path: 'metadata.run_id', type: 'string' },
	{ name: 'Project ID', path: 'project_id', type: 'string' },
];

/** Fields that contain other fields, or a list. */
export const knownObjects: readonly KnownField[] = [
	{ name: 'Children IDs', path: 'children_ids' },
	{ name: 'Config', path: 'config' },
	{ name: 'Feedback', path: 'feedback' },
	{ name: 'Inputs', path: 'inputs' },
	{ name: 'Metadata', path: 'metadata' },
	{ name: 'Metrics', path: 'metrics' },
	{ name: 'Outputs', path: 'outputs' },
	{ name: 'User Properties', path: 'user_properties' },
];

/** What a well-known field contains; undefined for any other. */
export function knownTypeOf(path: unknown): FilterType | undefined {
	return knownFields.find((field) => field.path === path)?.type;
}
