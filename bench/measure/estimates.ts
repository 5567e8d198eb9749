import { minRequests, routes, type Route } from '../cases';
import type { Contestant, ServerSettings } from '../protocol';

/** How many requests each contestant has in flight; one of those that are not listed. */
const concurrency: Readonly<Partial<Record<Contestant, number>>> = {
	honeyHiveNode: 16,
	fixed4: 4,
	fixed8: 8,
	fixed16: 16,
	floor: 16,
};

/** This node waits for so many answers before it has its requests in flight. */
const turnsToBegin = 3;

/** After a refusal, a client waits longer than the server asks for. */
const slowdownByRateLimit = 1.5;

/** Estimates the duration of an export in seconds, from what was measured on a developer's machine. */
export function estimateExport(
	contestant: Contestant,
	route: Route,
	settings: ServerSettings,
): number {
	const requests = minRequests({ events: settings.events, pageSize: route.pageSize });
	const waiting = estimateWaiting(contestant, requests, settings, route.pageSize);
	return waiting + estimateWork(settings.events);
}

/** Estimates the duration of so many updates, in seconds. */
export function estimateUpdates(
	contestant: Contestant,
	updates: number,
	settings: ServerSettings,
): number {
	return estimateWaiting(contestant, updates, settings) + updates / 1_000;
}

/** Estimates how long it takes to start an emulator, which reads all of its events once, in seconds. */
export function estimateStart(settings: ServerSettings): number {
	const { events } = settings;
	const reading = routes.map(({ pageSize }) =>
		estimateWaiting('sdk', minRequests({ events, pageSize }), settings, pageSize),
	);
	return reading.reduce((sum, seconds) => sum + seconds, estimateWork(events));
}

/** Estimates, in seconds, how long it takes to read this many events or to generate them for an emulator. */
function estimateWork(events: number): number {
	return 0.5 + events / 30_000;
}

/** @param pageSize if the requests are queries */
function estimateWaiting(
	contestant: Contestant,
	requests: number,
	{ latencyMs, connectMs, requestsPerSecond = Infinity, queryMs = 0, eventMs = 0 }: ServerSettings,
	pageSize?: number,
): number {
	const reusesConnections = contestant === 'sdk' || contestant === 'floor';
	const queryingMs = pageSize === undefined ? 0 : queryMs + eventMs * pageSize;
	const requestMs = latencyMs + (reusesConnections ? 0 : connectMs) + queryingMs;
	const isNode = contestant === 'honeyHiveNode' || contestant.startsWith('fixed');
	const turns = Math.ceil(requests / (concurrency[contestant] ?? 1)) + (isNode ? turnsToBegin : 0);
	const atRateLimit = slowdownByRateLimit * (requests / requestsPerSecond);
	return Math.max((turns * requestMs) / 1000, atRateLimit);
}
