import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { Refusal } from '../events/refusal';
import type { Parameters } from './parameters';

export const projectFields: INodeProperties[] = [
	{
		displayName: 'Project',
		name: 'project',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'The project to read events from. Ignored with Data Plane V2, where the API key belongs to one project.',
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
 * @throws Refusal when it is empty and the generation needs one
 */
export function readProject(parameters: Parameters, generation: Generation): string | undefined {
	if (!generation.needsProject) return undefined;
	const value = parameters.get('project');
	const name = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (name !== '') return name;
	throw new Refusal(
		"'Project' is empty",
		'Select the project to read events from, or enter its name.',
	);
}
