import type { HoneyHiveEvent } from '../event';
import { readerOf } from '../shape/select';
import { failureOf, totalTokens } from '../shape/simplify';
import { startOf } from '../time';

/** What an event cost, in US dollars as HoneyHive reckons it, and its tokens. */
export const spendNames = ['cost', 'prompt_tokens', 'completion_tokens', 'total_tokens'] as const;
export type SpendName = (typeof spendNames)[number];

/** What an event adds to the summary of its group. What is no number in the event is missing here. */
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

/** All that `readFacts` looks at. */
export const factPaths: readonly string[] = [
	'start_time',
	'event_type',
	'error',
	'duration',
	'metadata.cost',
	'metadata.prompt_tokens',
	'metadata.completion_tokens',
	'metadata.total_tokens',
];

const costOf = readerOf('metadata.cost');
const promptTokensOf = readerOf('metadata.prompt_tokens');
const completionTokensOf = readerOf('metadata.completion_tokens');
const totalTokensOf = readerOf('metadata.total_tokens');

export function readFacts(event: HoneyHiveEvent): Facts {
	const duration = numberIn(event.duration);
	const prompt = promptTokensOf(event);
	const completion = completionTokensOf(event);
	return {
		start: startOf(event),
		failed: failureOf(event) !== undefined,
		// Below zero, it says that a clock was wrong and not how long anything took.
		duration: duration !== undefined && duration >= 0 ? duration : undefined,
		isSession: event.event_type === 'session',
		spend: {
			cost: numberIn(costOf(event)),
			prompt_tokens: numberIn(prompt),
			completion_tokens: numberIn(completion),
			total_tokens: numberIn(totalTokens(totalTokensOf(event), prompt, completion)),
		},
	};
}

function numberIn(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
