import type { Generation } from '../../test/emulator';

/** The emulator's project, where all events are. */
export const PROJECT = 'Demo Project';

export const eventsPaths: Readonly<Record<Generation, string>> = {
	export: '/events/export',
	exportV1: '/v1/events/export',
	search: '/v1/events/search',
};

/** A request's body for one page of all events. */
export function pageOf(generation: Generation, limit: number, page?: number): object {
	return {
		...(generation !== 'search' && { project: PROJECT }),
		filters: [],
		limit,
		...(page !== undefined && { page }),
	};
}
