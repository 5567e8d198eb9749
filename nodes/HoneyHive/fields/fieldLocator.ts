import type { INodeProperties } from 'n8n-workflow';

/** A field of an event: chosen from those that the project has, or entered as a path. */
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
