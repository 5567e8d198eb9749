import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { Connections } from '../api/connections';
import { toNodeError } from '../nodeError';

/** Short, because the user is waiting at an open dropdown. */
const connectOptions = { timeout: 30_000, maxRetries: 1 };

/**
 * The only entry where the key determines the project, so that 'Project' can be required for all. With
 * another API version, HoneyHive reports that there is no project of this name.
 */
const projectOfKey = 'Project of the API key';

/** Fills the project dropdown with the projects whose name contains the text that the user types. */
export async function searchProjects(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		return { results: await findProjects(this, filter.toLowerCase()) };
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

async function findProjects(
	context: ILoadOptionsFunctions,
	text: string,
): Promise<INodeListSearchResult['results']> {
	const honeyHive = await new Connections(context).open(connectOptions);
	if (!honeyHive.generation.needsProject) return [{ name: projectOfKey, value: projectOfKey }];
	const projects = await honeyHive.listProjects();
	return projects
		.filter(({ name }) => name.toLowerCase().includes(text))
		.sort((one, other) => one.name.localeCompare(other.name))
		.map(({ name }) => ({ name, value: name }));
}
