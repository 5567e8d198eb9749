import type { Filter } from '../../events/filter';
import { earliest, latest, toIso, type TimeRange } from '../../events/time';
import type { GenerationRoutes } from './routes';

/** What API 1.1.0 and the v2 data plane have in common. */
export const v1: Pick<
	GenerationRoutes,
	| 'eventPath'
	| 'schemaPath'
	| 'evaluatorsPath'
	| 'notFoundCanMeanKey'
	| 'withoutStartFilter'
	| 'hasEvaluations'
> = {
	eventPath: (id) => `/v1/events/${encodeURIComponent(id)}`,
	// Only v2 hosts have it, and it is deprecated there: a 404 is no surprise.
	schemaPath: '/v1/events/schema',
	evaluatorsPath: () => '/v1/metrics',
	notFoundCanMeanKey: true,
	// No date range includes these events.
	withoutStartFilter: { field: 'start_time', type: 'datetime', operator: 'not exists' },
	hasEvaluations: true,
};

/** Values keep their JSON type. `value` is a required key, so a presence operator sends null. */
export function filterBody(filter: Filter): Record<string, unknown> {
	return 'value' in filter ? filter : { ...filter, value: null };
}

/** Both ends are required as soon as there is a range. @param names of the two ends */
export function dateRangeBody(
	{ from, to }: TimeRange,
	[start, end]: readonly [string, string],
): Record<string, unknown> {
	if (from === undefined && to === undefined) return {};
	return { dateRange: { [start]: toIso(from ?? earliest), [end]: toIso(to ?? latest) } };
}
