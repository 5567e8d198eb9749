import { filterRules } from '../../events/filterRules';
import { generationLabels } from '../../events/generation';
import { updateByBody, type GenerationRoutes } from './routes';
import { dateRangeBody, filterBody, v1 } from './v1';

/** POST /v1/events/export, as API 1.1.0 documents it. V2 hosts still answer it, as deprecated. */
export const exportV1Generation: GenerationRoutes = {
	...v1,
	name: 'exportV1',
	label: generationLabels.exportV1,
	filterRules: filterRules.exportV1,
	needsProject: true,
	eventsPath: '/v1/events/export',
	projectsPath: '/v1/projects',
	maxLimit: 7500,
	newestFirst: false,

	requestBody: (query, { limit, page }) => ({
		project: query.project,
		filters: query.filters.map(filterBody),
		...dateRangeBody(query.range, ['$gte', '$lte']),
		...(query.projections && { projections: query.projections }),
		...(query.evaluationId && { evaluation_id: query.evaluationId }),
		limit,
		page,
	}),
	updateRequest: updateByBody,
};
