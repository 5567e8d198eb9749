import type { Contestant, ServerSettings } from './protocol';

/** A far-away server. */
export const wan = { latencyMs: 90, connectMs: 100 };
const local = { latencyMs: 0, connectMs: 0 };

/** The emulators, one after the other: what is in them and how far away they are. */
export function hostsOf(events: number): Host[] {
	return (['0 ms', 'WAN'] as const).flatMap((network) =>
		(['uniform', 'bursts'] as const).map((distribution) => ({
			network,
			settings: { events, distribution, ...(network === 'WAN' ? wan : local) },
		})),
	);
}

export interface Host {
	readonly network: '0 ms' | 'WAN';
	readonly settings: ServerSettings & { readonly distribution: 'uniform' | 'bursts' };
}

export interface Route {
	readonly generation: 'search' | 'export';
	readonly pageSize: number;
}

/** Each with the largest page it allows. */
export const routes: readonly Route[] = [
	{ generation: 'search', pageSize: 1_000 },
	{ generation: 'export', pageSize: 7_500 },
];

export interface Case extends Route {
	readonly events: number;
	readonly network: Host['network'];
	readonly distribution: Host['settings']['distribution'];
	readonly contestants: readonly Contestant[];
}

export function caseOf({ network, settings }: Host, route: Route): Case {
	const { events, distribution } = settings;
	return { ...route, events, network, distribution, contestants: contestantsOf(network) };
}

/** HTTP Request without Split Out is no rival, for its items are pages: it shows what Split Out costs. */
function contestantsOf(network: Host['network']): Contestant[] {
	const rivals: Contestant[] = ['honeyHiveNode', 'httpRequestSplit', 'sdk', 'floor'];
	return network === 'WAN' ? rivals : [...rivals, 'httpRequest'];
}

/** The SDK speaks the export route only. */
export function generationFor(contestant: Contestant, { generation }: Route): Route['generation'] {
	return contestant === 'sdk' ? 'export' : generation;
}

export function fewestRequests({ events, pageSize }: Pick<Case, 'events' | 'pageSize'>): number {
	return Math.ceil(events / pageSize);
}

export function nameOf({ network, generation, pageSize, distribution }: Case): string {
	return `${network}, ${generation}, ${pageSize.toLocaleString('en')} a page, ${distribution}`;
}
