import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { eventQuerySchema, type EventQuery } from '../events/query';
import { outermost } from '../events/path';
import { filtersFor, needsCheck, pathsToCheck } from '../events/quickFilters';
import { display, Refusal } from '../events/refusal';
import type { TimeRange } from '../events/time';
import { readDateRange } from './dateRange';
import { readQuickFilters } from './filters/quickFilters';
import { readFilters } from './filters/readFilters';
import type { Parameters } from './parameters';
import { readProject } from './project';
import { readText } from './values/text';

export const evaluationIdOption: INodeProperties = {
	displayName: 'Evaluation ID',
	name: 'evaluationId',
	type: 'string',
	default: '',
	description: 'Only return events of this experiment run. Not available with Cloud V1.',
};

/**
 * Reads which events the user wants into one validated value.
 *
 * @param projections dotted paths of the fields to return; undefined for whole events
 * @param range of time, where the user does not choose it
 * @throws Refusal that names the field that is wrong
 */
export function readQuery(
	parameters: Parameters,
	generation: Generation,
	projections: readonly string[] | undefined,
	range: TimeRange = readDateRange(parameters),
): EventQuery {
	const quick = readQuickFilters(parameters);
	const check = needsCheck(quick) ? quick : undefined;
	return eventQuerySchema.parse({
		project: readProject(parameters, generation),
		filters: [...filtersFor(quick, generation.filterRules), ...readFilters(parameters, generation)],
		check,
		range,
		projections:
			check && projections ? outermost([...projections, ...pathsToCheck(check)]) : projections,
		evaluationId: readEvaluationId(parameters, generation),
	});
}

function readEvaluationId(parameters: Parameters, generation: Generation): string | undefined {
	const value = parameters.get('options.evaluationId');
	const id = readText('Evaluation ID', value);
	if (value === undefined || value === '') return undefined;
	if (id === '') {
		throw new Refusal(
			`'Evaluation ID' is ${display(value)}`,
			'Enter the ID of an experiment run, or remove the option.',
		);
	}
	if (generation.hasEvaluations) return id;
	throw new Refusal(
		`'Evaluation ID' is not available with ${generation.label}`,
		'Filter by the field metadata.run_id instead, or remove the option.',
	);
}
