import { display, Refusal } from '../events/refusal';

/**
 * @param what is missing, e.g. "Event 'abc'"
 * @param project where it was looked for; undefined for that of the API key
 */
export function notFound(what: string, project: string | undefined): Refusal {
	const place =
		project === undefined ? 'the project of the API key' : `project ${display(project)}`;
	return new Refusal(
		`${what} could not be found in ${place}`,
		'Check the ID and the project. An event becomes visible some time after it was sent.',
	);
}
