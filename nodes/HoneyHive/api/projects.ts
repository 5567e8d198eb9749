import { z } from 'zod';

import { parseJson } from './envelope';
import { refusalOfAnswer } from './errors';

const projectsSchema = z.array(z.object({ name: z.string() }));
export type Project = z.infer<typeof projectsSchema>[number];

/** Turns the answer of a project listing into projects. @throws ApiRefusal when it is no such list */
export function readProjects(text: string): Project[] {
	const projects = projectsSchema.safeParse(parseJson(text));
	if (projects.success) return projects.data;
	throw refusalOfAnswer(
		'HoneyHive answered with something that is not a list of projects',
		"Check 'Base URL' and 'API Generation' in the credential, or choose the project by name.",
	);
}
