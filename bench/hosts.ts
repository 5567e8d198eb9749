import type { ServerSettings } from './protocol';

/** The network delays of a server on another continent. */
export const wan = { latencyMs: 90, connectMs: 100 };
const local = { latencyMs: 0, connectMs: 0 };

/** Few requests a second, so that any client soon exceeds them. */
const rateLimit = { latencyMs: 50, connectMs: 0, requestsPerSecond: 10 };

/** A page with hardly any events takes half a second, and the largest page, of 7,500 events, three seconds. */
const slowQueries = { ...local, queryMs: 500, eventMs: 2_500 / 7_500 };

/** Each run on these hosts takes long, whatever the client does. */
const maxEvents = { rateLimit: 100_000, slowQueries: 20_000 };
const maxRoundsOfSlowHosts = 3;

/** A server to export from: what is particular about it, and its events. */
export interface Host {
	readonly name: '0 ms' | 'WAN' | 'rate limit' | 'slow queries';
	readonly settings: ServerSettings & { readonly distribution: 'uniform' | 'bursts' };
	/** @default Infinity */
	readonly maxRounds?: number;
}

/**
 * All hosts, in the order in which they are measured.
 *
 * @param events on each host, unless it has fewer
 */
export function hostsOf(events: number): Host[] {
	const uniform = { events, distribution: 'uniform' } as const;
	const bursts = { events, distribution: 'bursts' } as const;
	return [
		{ name: '0 ms', settings: { ...uniform, ...local } },
		{ name: '0 ms', settings: { ...bursts, ...local } },
		{ name: 'WAN', settings: { ...uniform, ...wan } },
		{ name: 'WAN', settings: { ...bursts, ...wan } },
		{
			name: 'rate limit',
			settings: { ...uniform, ...rateLimit, events: Math.min(events, maxEvents.rateLimit) },
			maxRounds: maxRoundsOfSlowHosts,
		},
		{
			name: 'slow queries',
			settings: { ...uniform, ...slowQueries, events: Math.min(events, maxEvents.slowQueries) },
			maxRounds: maxRoundsOfSlowHosts,
		},
	];
}
