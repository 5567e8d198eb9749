import type { Filter } from '../../events/filter';
import { filterRules } from '../../events/filterRules';
import { generationLabels } from '../../events/generation';
import { toIso, type TimeRange } from '../../events/time';
import { updateByBody, type GenerationRoutes } from './routes';

/** POST /events/export, as HoneyHive's API reference 1.0.21 documents it. */
export const exportGeneration: GenerationRoutes = {
	name: 'export',
	label: generationLabels.export,
	needsProject: true,
	eventsPath: '/events/export',
	projectsPath: '/projects',
	eventPath: null,
	schemaPath: null,
	evaluatorsPath: (project) => `/metrics?project_name=${encodeURIComponent(project)}`,
	notFoundCanMeanKey: false,
	maxLimit: 7500,
	newestFirst: false,
	filterRules: filterRules.export,
	hasEvaluations: false,

	requestBody: (query, { limit, page }) => ({
		project: query.project,
		filters: query.filters.map(filterBody),
		...dateRangeBody(query.range),
		...(query.projections && { projections: query.projections }),
		limit,
		page,
	}),
	updateRequest: updateByBody,
};

/** This generation documents every value as a string, regardless of its type. */
function filterBody(filter: Filter): Record<string, unknown> {
	return 'value' in filter ? { ...filter, value: String(filter.value) } : filter;
}

/** Either end may be left out. */
function dateRangeBody({ from, to }: TimeRange): Record<string, unknown> {
	if (from === undefined && to === undefined) return {};
	return {
		dateRange: {
			...(from !== undefined && { $gte: toIso(from) }),
			...(to !== undefined && { $lte: toIso(to) }),
		},
	};
}
