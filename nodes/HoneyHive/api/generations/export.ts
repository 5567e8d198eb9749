import type { Filter } from '../../events/filter';
import type { Generation } from '../../events/generation';
import { toIso, type TimeRange } from '../../events/time';

const operators = ['is', 'is not', 'contains', 'not contains', 'greater than'] as const;

/** POST /events/export, as HoneyHive's API reference 1.0.21 documents it. */
export const exportGeneration: Generation = {
	name: 'export',
	label: 'Events Export',
	eventsPath: '/events/export',
	projects: { path: '/projects' },
	eventPath: null,
	schemaPath: null,
	evaluatorsPath: (project) => `/metrics?project_name=${encodeURIComponent(project)}`,
	maxLimit: 7500,
	newestFirst: false,
	filterRules: { string: operators, number: operators, boolean: operators, id: operators },
	evaluations: false,

	requestBody: (query, { limit, page }) => ({
		project: query.project,
		filters: query.filters.map(filterBody),
		...dateRange(query.range),
		...(query.projections && { projections: query.projections }),
		limit,
		page,
	}),
};

/** This generation documents every value as a string, whatever the type. */
function filterBody(filter: Filter): Record<string, unknown> {
	return 'value' in filter ? { ...filter, value: String(filter.value) } : filter;
}

/** Either end may be left out. */
function dateRange({ from, to }: TimeRange): Record<string, unknown> {
	if (from === undefined && to === undefined) return {};
	return {
		dateRange: {
			...(from !== undefined && { $gte: toIso(from) }),
			...(to !== undefined && { $lte: toIso(to) }),
		},
	};
}
