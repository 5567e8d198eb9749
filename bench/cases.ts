import type { Host } from './hosts';
import { FIXED, type Contestant } from './protocol';

export interface Route {
	readonly generation: 'search' | 'export';
	readonly pageSize: number;
}

/** One row of the tables: one route of one host, and the contestants that are compared there. */
export interface Case extends Route {
	readonly events: number;
	readonly host: Host['name'];
	readonly distribution: Host['settings']['distribution'];
	readonly contestants: readonly Contestant[];
}

/** Each route with its maximum page size. */
export const routes: readonly Route[] = [
	{ generation: 'search', pageSize: 1_000 },
	{ generation: 'export', pageSize: 7_500 },
];

export function caseOf(host: Host, route: Route): Case {
	const { events, distribution } = host.settings;
	return { ...route, events, host: host.name, distribution, contestants: contestantsOf(host) };
}

/**
 * HTTP Request without Split Out returns pages, not events, so it is not an alternative to this node.
 * It is measured once, without network delays, to show what Split Out costs. How many requests are in
 * flight matters where answers take time. The floor does not retry what a rate limit refuses.
 */
function contestantsOf({ name, settings }: Host): Contestant[] {
	const alternatives: Contestant[] = ['honeyHiveNode', 'httpRequestSplit', 'sdk', 'floor'];
	switch (name) {
		case '0 ms':
			return [...alternatives, 'httpRequest'];
		case 'WAN':
			return settings.distribution === 'uniform' ? [...alternatives, ...FIXED] : alternatives;
		case 'rate limit':
			return ['honeyHiveNode', ...FIXED];
		case 'slow queries':
			return ['honeyHiveNode', ...FIXED, 'floor'];
	}
}

/** The SDK supports only the export route. */
export function generationFor(contestant: Contestant, { generation }: Route): Route['generation'] {
	return contestant === 'sdk' ? 'export' : generation;
}

/** The number of requests if every page is full. */
export function minRequests({ events, pageSize }: Pick<Case, 'events' | 'pageSize'>): number {
	return Math.ceil(events / pageSize);
}

export function nameOf({ host, generation, pageSize, distribution }: Case): string {
	return `${host}, ${generation}, ${pageSize.toLocaleString('en')} a page, ${distribution}`;
}
