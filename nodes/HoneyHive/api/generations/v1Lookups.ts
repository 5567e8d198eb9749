import type { Generation } from '../../events/generation';

/** Routes that API 1.1.0 and the v2 data plane have in common. */
export const v1Lookups: Pick<Generation, 'eventPath' | 'schemaPath' | 'evaluatorsPath'> = {
	eventPath: (id) => `/v1/events/${encodeURIComponent(id)}`,
	// v2 hosts only, and deprecated there: a 404 is no surprise.
	schemaPath: '/v1/events/schema',
	evaluatorsPath: () => '/v1/metrics',
};
