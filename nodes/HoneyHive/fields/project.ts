import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { Refusal } from '../events/refusal';
import type { Parameters } from './parameters';
import { readText } from './values/text';

export const projectFields: INodeProperties[] = [
	{
		displayName: 'Project',
		name: 'project',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description:
			'The project to read events from. With Data Plane V2 it is that of the API key, the only entry in the list.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a project...',
				typeOptions: { searchListMethod: 'searchProjects', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Customer Support',
			},
		],
	},
];

/**
 * Reads the project's name; undefined where the API key determines the project.
 *
 * @throws Refusal when the generation needs one and it is empty or not text
 */
export function readProject(parameters: Parameters, generation: Generation): string | undefined {
	if (!generation.needsProject) return undefined;
	const name = readText('Project', parameters.get('project'));
	if (name !== '') return name;
	throw new Refusal(
		"'Project' is empty",
		'Select the project to read events from, or enter its name.',
	);
}
