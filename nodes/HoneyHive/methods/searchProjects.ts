import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { Connections } from '../api/connections';
import { Refusal } from '../events/refusal';
import { toNodeError } from '../nodeError';

/** Short, because the user is waiting at an open dropdown. */
const connectOptions = { timeout: 30_000, maxRetries: 1 };

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
	if (!honeyHive.generation.needsProject) {
		throw new Refusal(
			`'Project' is not needed with ${honeyHive.generation.label}`,
			'The API key belongs to one project, whose events are read.',
		);
	}
	const projects = await honeyHive.listProjects();
	return projects
		.filter(({ name }) => name.toLowerCase().includes(text))
		.sort((one, other) => one.name.localeCompare(other.name))
		.map(({ name }) => ({ name, value: name }));
}
