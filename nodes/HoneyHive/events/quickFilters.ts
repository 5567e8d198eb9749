import { z } from 'zod';

import type { HoneyHiveEvent } from './event';
import { failureOf, figurePaths, toolFailurePaths } from './figures';
import { isText, type Filter, type FilterRules } from './filter';

export const eventTypes = ['model', 'tool', 'chain', 'session'] as const;
export type EventType = (typeof eventTypes)[number];

export const outcomes = ['failed', 'succeeded'] as const;

export const quickFiltersSchema = z.object({
	/** Empty for events of any type. */
	eventTypes: z.array(z.enum(eventTypes)),
	/** Absent for both. */
	outcome: z.enum(outcomes).optional(),
	/** See `FailureOptions`. */
	countToolFailures: z.boolean(),
});
/** What most users want to choose events by. */
export type QuickFilters = Readonly<z.infer<typeof quickFiltersSchema>>;

/**
 * Filters that return every event the quick filters choose, and as few others as possible. The API has
 * no OR, so several types are requested by excluding all other known types. An event without `error` has
 * not failed, but one with an `error` may have succeeded, because its value can be empty.
 */
export function filtersFor(
	{ eventTypes: chosen, outcome, countToolFailures }: QuickFilters,
	rules: FilterRules,
): Filter[] {
	const filters = filtersForTypes(chosen);
	const canAskForError = rules.string?.includes('exists') && !countToolFailures;
	if (outcome === 'failed' && canAskForError) {
		filters.push({ field: 'error', type: 'string', operator: 'exists' });
	}
	return filters;
}

function filtersForTypes(chosen: readonly EventType[]): Filter[] {
	const [only, ...others] = chosen;
	if (only === undefined) return [];
	if (others.length === 0) return [isText('event_type', only)];
	return eventTypes
		.filter((type) => !chosen.includes(type))
		.map((value) => ({ field: 'event_type', type: 'string', operator: 'is not', value }));
}

/** Whether the filters may return other events too, so that each event must be checked. */
export function needsCheck({ eventTypes: chosen, outcome }: QuickFilters): boolean {
	return outcome !== undefined || chosen.length > 1;
}

/** The fields that a check reads. */
export function pathsToCheck({ countToolFailures }: QuickFilters): string[] {
	return ['event_type', ...(countToolFailures ? [...figurePaths, ...toolFailurePaths] : ['error'])];
}

/** Whether the quick filters choose an event. */
export function isChosen(
	{ eventTypes: chosen, outcome, countToolFailures }: QuickFilters,
	event: HoneyHiveEvent,
): boolean {
	const isOfType = chosen.length === 0 || chosen.some((type) => type === event.event_type);
	if (!isOfType || outcome === undefined) return isOfType;
	return (failureOf(event, { countToolFailures }) !== undefined) === (outcome === 'failed');
}
