import { DateTime } from 'luxon';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';

/** The summary calculated the simple way from all events at once: no stream, no sketch, no cache. */
export function summarizeNaively(
	events: readonly HoneyHiveEvent[],
	path: string | undefined,
	unit: 'day' | undefined,
	zone: string,
): Array<Record<string, unknown>> {
	const groups = new Map<string, HoneyHiveEvent[]>();
	for (const event of events) {
		const key = JSON.stringify([
			periodOf(event, unit, zone),
			path === undefined ? null : at(event, path),
		]);
		groups.set(key, [...(groups.get(key) ?? []), event]);
	}
	if (events.length === 0 && path === undefined && unit === undefined)
		groups.set('[null,null]', []);
	const nonSessions = events.filter(({ event_type }) => event_type !== 'session');
	return [...groups].map(([key, members]) => {
		const [period, value] = JSON.parse(key) as unknown[];
		return {
			...(path !== undefined && { [path]: value }),
			...(unit && { period }),
			...numbersOf(members, nonSessions, path),
		};
	});
}

function numbersOf(
	events: readonly HoneyHiveEvent[],
	nonSessions: readonly HoneyHiveEvent[],
	path: string | undefined,
) {
	const failures = events.filter(({ error }) => Boolean(error)).length;
	const durations = events.flatMap(({ duration }) =>
		typeof duration === 'number' && duration >= 0 ? [duration] : [],
	);
	const times = events.flatMap((event) => startOf(event) ?? []);
	const total = (name: string) => {
		const hasAmount = (event: HoneyHiveEvent) => numberIn(event, name) !== undefined;
		const isCounted = (event: HoneyHiveEvent) =>
			event.event_type !== 'session' || path === 'event_type' || !nonSessions.some(hasAmount);
		const amounts = events.filter(isCounted).map((event) => numberIn(event, name) ?? 0);
		// Sums of billionths are whole numbers and therefore exact.
		return amounts.reduce((sum, amount) => sum + Math.round(amount * 1e9), 0) / 1e9;
	};
	return {
		events: events.length,
		failures,
		failure_rate: events.length === 0 ? 0 : failures / events.length,
		cost: total('cost'),
		prompt_tokens: total('prompt_tokens'),
		completion_tokens: total('completion_tokens'),
		total_tokens: total('total_tokens'),
		duration_avg_ms:
			durations.length === 0
				? null
				: durations.reduce((sum, duration) => sum + duration, 0) / durations.length,
		duration_p50_ms: nearestRank(durations, 50),
		duration_p95_ms: nearestRank(durations, 95),
		duration_p99_ms: nearestRank(durations, 99),
		first_time: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
		last_time: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
	};
}

function numberIn({ metadata }: HoneyHiveEvent, name: string): number | undefined {
	const read = (key: string) => (metadata as Record<string, unknown> | undefined)?.[key];
	const value = read(name);
	if (name === 'total_tokens' && value === undefined) {
		const [prompt, completion] = [read('prompt_tokens'), read('completion_tokens')];
		if (typeof prompt === 'number' && typeof completion === 'number') return prompt + completion;
	}
	return typeof value === 'number' ? value : undefined;
}

function nearestRank(values: readonly number[], percent: number): number | null {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length) ?? null;
}

function startOf({ start_time }: HoneyHiveEvent): number | undefined {
	return typeof start_time === 'number' ? start_time : undefined;
}

function periodOf(event: HoneyHiveEvent, unit: 'day' | undefined, zone: string): string | null {
	const start = startOf(event);
	if (start === undefined || !unit) return null;
	return DateTime.fromMillis(start, { zone }).startOf(unit).toISO({ suppressMilliseconds: true });
}

function at(event: HoneyHiveEvent, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], event);
}
