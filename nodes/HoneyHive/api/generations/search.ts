import type { Generation } from '../../events/generation';
import { earliest, latest, toIso, type TimeRange } from '../../events/time';
import { timelessFilter, typedFilterBody, typedFilterRules } from './v1';
import { v1Lookups } from './v1Lookups';

/**
 * POST /v1/events/search of the v2 data plane (1.9.0). It refuses keys that it does not know,
 * `project` and `projections` among them: the API key belongs to one project, and fields are
 * selected in the node.
 */
export const searchGeneration: Generation = {
	name: 'search',
	label: 'Events Search',
	eventsPath: '/v1/events/search',
	projects: null,
	...v1Lookups,
	maxLimit: 1000,
	newestFirst: true,
	filterRules: typedFilterRules,
	timelessFilter,
	evaluations: true,

	requestBody: (query, { limit, page }) => ({
		filters: query.filters.map(typedFilterBody),
		...dateRange(query.range),
		...(query.evaluationId && { evaluation_id: query.evaluationId }),
		limit,
		page,
	}),
};

/** Both ends are required as soon as there is a range. */
function dateRange({ from, to }: TimeRange): Record<string, unknown> {
	if (from === undefined && to === undefined) return {};
	return {
		dateRange: { start_time: toIso(from ?? earliest), end_time: toIso(to ?? latest) },
	};
}
