import type { Contestant, ServerSettings } from './protocol';

/** The network delays of a server on another continent. */
export const wan = { latencyMs: 90, connectMs: 100 };
const local = { latencyMs: 0, connectMs: 0 };

/** A server to export from: its distance and its events. */
export interface Host {
	readonly network: '0 ms' | 'WAN';
	readonly settings: ServerSettings & { readonly distribution: 'uniform' | 'bursts' };
}

export interface Route {
	readonly generation: 'search' | 'export';
	readonly pageSize: number;
}

/** One row of the tables: one route of one host, and the contestants that are compared there. */
export interface Case extends Route {
	readonly events: number;
	readonly network: Host['network'];
	readonly distribution: Host['settings']['distribution'];
	readonly contestants: readonly Contestant[];
}

/** Each route with its maximum page size. */
export const routes: readonly Route[] = [
	{ generation: 'search', pageSize: 1_000 },
	{ generation: 'export', pageSize: 7_500 },
];

/** All hosts, in the order in which they are measured. */
export function hostsOf(events: number): Host[] {
	return (['0 ms', 'WAN'] as const).flatMap((network) =>
		(['uniform', 'bursts'] as const).map((distribution) => ({
			network,
			settings: { events, distribution, ...(network === 'WAN' ? wan : local) },
		})),
	);
}

export function caseOf({ network, settings }: Host, route: Route): Case {
	const { events, distribution } = settings;
	return { ...route, events, network, distribution, contestants: contestantsOf(network) };
}

/**
 * HTTP Request without Split Out returns pages, not events, so it is not an alternative to this node.
 * It is measured once, without network delays, to show what Split Out costs.
 */
function contestantsOf(network: Host['network']): Contestant[] {
	const contestants: Contestant[] = ['honeyHiveNode', 'httpRequestSplit', 'sdk', 'floor'];
	return network === 'WAN' ? contestants : [...contestants, 'httpRequest'];
}

/** The SDK supports only the export route. */
export function generationFor(contestant: Contestant, { generation }: Route): Route['generation'] {
	return contestant === 'sdk' ? 'export' : generation;
}

/** The number of requests if every page is full. */
export function minRequests({ events, pageSize }: Pick<Case, 'events' | 'pageSize'>): number {
	return Math.ceil(events / pageSize);
}

export function nameOf({ network, generation, pageSize, distribution }: Case): string {
	return `${network}, ${generation}, ${pageSize.toLocaleString('en')} a page, ${distribution}`;
}
