import type { Generation } from '../events/generation';
import { eventQuerySchema, type EventQuery } from '../events/query';
import type { TimeRange } from '../events/time';
import { readDateRange } from './dateRange';
import { readEvaluationId } from './options';
import type { Parameters } from './parameters';
import { readProject } from './project';
import { readFilters } from './filters/readFilters';

/**
 * Reads which events the user wants into one validated value.
 *
 * @param range of time, where the user does not choose it
 * @throws Refusal that names the field that is not as it should be
 */
export function readQuery(
	parameters: Parameters,
	generation: Generation,
	projections: readonly string[] | undefined,
	range: TimeRange = readDateRange(parameters),
): EventQuery {
	return eventQuerySchema.parse({
		project: readProject(parameters, generation),
		filters: readFilters(parameters, generation),
		range,
		projections,
		evaluationId: readEvaluationId(parameters, generation),
	});
}
