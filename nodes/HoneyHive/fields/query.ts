import type { Generation } from '../events/generation';
import { eventQuerySchema, type EventQuery } from '../events/query';
import { projectionsOf, type Output } from '../events/shape';
import type { TimeRange } from '../events/time';
import { readDateRange } from './dateRange';
import { readEvaluationId } from './options';
import type { Parameters } from './parameters';
import { readProject } from './project';
import { readFilters } from './readFilters';

/**
 * Reads which events the user wants into one validated value.
 *
 * @throws Refusal that names the field that is not as it should be
 */
export function readQuery(
	parameters: Parameters,
	generation: Generation,
	output: Output,
): EventQuery {
	return readQueryOfRange(parameters, generation, output, readDateRange(parameters));
}

/** The same where the user does not choose the range of time. @throws Refusal */
export function readQueryOfRange(
	parameters: Parameters,
	generation: Generation,
	output: Output,
	range: TimeRange,
): EventQuery {
	return eventQuerySchema.parse({
		project: readProject(parameters, generation),
		filters: readFilters(parameters, generation),
		range,
		projections: projectionsOf(output),
		evaluationId: readEvaluationId(parameters, generation),
	});
}
