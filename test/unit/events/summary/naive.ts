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
	return [...groups].map(([key, members]) => {
		const [period, value] = JSON.parse(key) as unknown[];
		return {
			...(path !== undefined && { [path.split('.').at(-1) ?? path]: value }),
			...(unit && { period }),
			...numbersOf(members, events, path),
		};
	});
}

function numbersOf(
	events: readonly HoneyHiveEvent[],
	all: readonly HoneyHiveEvent[],
	path: string | undefined,
) {
	const failures = events.filter(({ error }) => Boolean(error)).length;
	const durations = events.flatMap(({ duration }) =>
		(typeof duration === 'number' || duration === '12') && Number(duration) >= 0
			? [Number(duration)]
			: [],
	);
	const times = events.flatMap((event) => startOf(event) ?? []);
	const total = (name: string) => {
		const hasAmount = (event: HoneyHiveEvent) => numberIn(event, name) !== undefined;
		const counted = ['model', 'other', 'session'].find((source) =>
			all.some((event) => sourceOf(event) === source && hasAmount(event)),
		);
		const isCounted = (event: HoneyHiveEvent) =>
			path === 'event_type' || sourceOf(event) === counted;
		const amounts = events.filter(isCounted).flatMap((event) => numberIn(event, name) ?? []);
		if (amounts.length === 0) return null;
		// Sums of billionths are whole numbers and therefore exact.
		return amounts.reduce((sum, amount) => sum + Math.round(amount * 1e9), 0) / 1e9;
	};
	return {
		events: events.length,
		failures,
		failure_rate: events.length === 0 ? 0 : Number((failures / events.length).toFixed(4)),
		cost: total('cost'),
		prompt_tokens: total('prompt_tokens'),
		completion_tokens: total('completion_tokens'),
		total_tokens: total('total_tokens'),
		duration_avg_ms: wholeUnlessSmall(average(durations)),
		duration_p50_ms: wholeUnlessSmall(nearestRank(durations, 50)),
		duration_p95_ms: wholeUnlessSmall(nearestRank(durations, 95)),
		duration_p99_ms: wholeUnlessSmall(nearestRank(durations, 99)),
		first_time: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
		last_time: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
	};
}

/** What is not 0 does not become 0. */
function wholeUnlessSmall(value: number | null): number | null {
	return value === null ? null : Math.round(value) || Number(value.toPrecision(1));
}

function average(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What OpenTelemetry calls the tokens. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
	prompt_tokens: ['input_tokens', 'gen_ai.usage.input_tokens'],
	completion_tokens: ['output_tokens', 'gen_ai.usage.output_tokens'],
};

const isStated = (value: unknown) => value !== undefined;

function sourceOf({ event_type }: HoneyHiveEvent): string {
	return event_type === 'model' || event_type === 'session' ? event_type : 'other';
}

function numberIn({ metadata }: HoneyHiveEvent, name: string): number | undefined {
	const read = (key: string) => {
		const values = (metadata ?? {}) as Record<string, unknown>;
		const value = [key, ...(otherNames[key] ?? [])].map((known) => values[known]).find(isStated);
		if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
		return typeof value === 'number' ? value : undefined;
	};
	const stated = read(name);
	if (stated !== undefined || name !== 'total_tokens') return stated;
	const parts = [read('prompt_tokens'), read('completion_tokens')].filter(
		(part) => part !== undefined,
	);
	return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0);
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
