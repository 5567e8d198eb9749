import type { HoneyHiveEvent } from '../event';
import {
	completionTokensOf,
	costOf,
	failureOf,
	figurePaths,
	promptTokensOf,
	totalTokensOf,
} from '../figures';
import { startOf } from '../time';

/** What an event cost, in US dollars as HoneyHive calculates it, and its tokens. */
export const spendNames = ['cost', 'prompt_tokens', 'completion_tokens', 'total_tokens'] as const;
export type SpendName = (typeof spendNames)[number];

/** What an event adds to the summary of its group. Undefined where the event has no such number. */
export interface Facts {
	/** UTC milliseconds. */
	readonly start: number | undefined;
	readonly failed: boolean;
	/** Milliseconds. */
	readonly duration: number | undefined;
	/** Whether cost and tokens are totals of other events. */
	readonly isSession: boolean;
	readonly spend: Readonly<Record<SpendName, number | undefined>>;
}

/** All paths that `readFacts` reads. */
export const factPaths: readonly string[] = [
	'start_time',
	'event_type',
	'duration',
	...figurePaths,
];

export function readFacts(event: HoneyHiveEvent): Facts {
	const duration = numberIn(event.duration);
	return {
		start: startOf(event),
		failed: failureOf(event) !== undefined,
		// A negative duration shows that a clock was wrong, not how long anything took.
		duration: duration !== undefined && duration >= 0 ? duration : undefined,
		isSession: event.event_type === 'session',
		spend: {
			cost: numberIn(costOf(event)),
			prompt_tokens: numberIn(promptTokensOf(event)),
			completion_tokens: numberIn(completionTokensOf(event)),
			total_tokens: numberIn(totalTokensOf(event)),
		},
	};
}

function numberIn(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
