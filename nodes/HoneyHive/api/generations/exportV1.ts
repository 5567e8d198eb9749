import type { Generation } from '../../events/generation';
import { earliest, latest, toIso, type TimeRange } from '../../events/time';
import { timelessFilter, typedFilterBody, typedFilterRules } from './v1';
import { v1Lookups } from './v1Lookups';

/** POST /v1/events/export, as API 1.1.0 documents it; v2 hosts still answer it, as deprecated. */
export const exportV1Generation: Generation = {
	name: 'exportV1',
	label: 'Events Export V1',
	eventsPath: '/v1/events/export',
	projects: { path: '/v1/projects' },
	...v1Lookups,
	maxLimit: 7500,
	newestFirst: false,
	filterRules: typedFilterRules,
	timelessFilter,
	evaluations: true,

	requestBody: (query, { limit, page }) => ({
		project: query.project,
		filters: query.filters.map(typedFilterBody),
		...dateRange(query.range),
		...(query.projections && { projections: query.projections }),
		...(query.evaluationId && { evaluation_id: query.evaluationId }),
		limit,
		page,
	}),
};

/** Both ends are required as soon as there is a range. */
function dateRange({ from, to }: TimeRange): Record<string, unknown> {
	if (from === undefined && to === undefined) return {};
	return { dateRange: { $gte: toIso(from ?? earliest), $lte: toIso(to ?? latest) } };
}
