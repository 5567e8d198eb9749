/** The numbers of each group in a summary, in the order of its columns. */
export const measureNames = [
	'events',
	'failures',
	'failure_rate',
	'cost',
	'prompt_tokens',
	'completion_tokens',
	'total_tokens',
	'duration_avg_ms',
	'duration_p50_ms',
	'duration_p95_ms',
	'duration_p99_ms',
] as const;
export type Measure = (typeof measureNames)[number];

/** Cost, tokens and durations are null when no event states one. The failure rate is between 0 and 1. */
export type Measures = Readonly<Record<Measure, number | null>>;
