import type { Generation } from '../../test/emulator';

/** The project that all events on the server belong to. */
export const PROJECT = 'Demo Project';

/** The metric that a verdict becomes. No generated event has it. */
export const VERDICT = 'bench_verdict';

export const eventsPaths: Readonly<Record<Generation, string>> = {
	export: '/events/export',
	exportV1: '/v1/events/export',
	search: '/v1/events/search',
};

/** The body of a request for one page, without any filter. */
export function pageRequestBody(generation: Generation, limit: number, page?: number): object {
	return {
		...(generation !== 'search' && { project: PROJECT }),
		filters: [],
		limit,
		...(page !== undefined && { page }),
	};
}
