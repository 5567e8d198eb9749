import { display, Refusal } from '../events/refusal';

/**
 * @param what is missing, e.g. "event with the 'Event ID' 'abc'"
 * @param project where it was looked for; undefined for that of the API key
 */
export function notFound(what: string, project: string | undefined): Refusal {
	const place =
		project === undefined ? 'the project of the API key' : `the 'Project' ${display(project)}`;
	return new Refusal(
		`HoneyHive has no ${what} in ${place}`,
		'Check the ID and the project. An event becomes visible some time after it was sent.',
	);
}
