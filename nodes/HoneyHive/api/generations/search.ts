import { filterRules } from '../../events/filterRules';
import { generationLabels } from '../../events/generation';
import type { GenerationRoutes } from './routes';
import { dateRangeBody, filterBody, v1 } from './v1';

/**
 * POST /v1/events/search of the v2 data plane (1.9.0). It refuses unknown keys, including `project`
 * and `projections`: the API key belongs to one project, and the node selects the fields.
 */
export const searchGeneration: GenerationRoutes = {
	...v1,
	name: 'search',
	label: generationLabels.search,
	filterRules: filterRules.search,
	needsProject: false,
	eventsPath: '/v1/events/search',
	projectsPath: null,
	maxLimit: 1000,
	newestFirst: true,

	requestBody: (query, { limit, page }) => ({
		filters: query.filters.map(filterBody),
		...dateRangeBody(query.range, ['start_time', 'end_time']),
		...(query.evaluationId && { evaluation_id: query.evaluationId }),
		limit,
		page,
	}),
	updateRequest: (id, changes) => ({
		path: `/v1/events/${encodeURIComponent(id)}`,
		body: changes,
	}),
};
