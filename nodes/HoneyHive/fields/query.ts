import type { Generation } from '../events/generation';
import { eventQuerySchema, type EventQuery } from '../events/query';
import { projectionsOf, type Output } from '../events/shape';
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
	return eventQuerySchema.parse({
		project: readProject(parameters, generation),
		filters: readFilters(parameters, generation),
		range: readDateRange(parameters),
		projections: projectionsOf(output),
		evaluationId: readEvaluationId(parameters, generation),
	});
}
