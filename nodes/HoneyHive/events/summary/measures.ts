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

/** Decimal places that a reader can use: of milliseconds none, of US dollars six. */
const decimals: Readonly<Record<Measure, number>> = {
	events: 0,
	failures: 0,
	failure_rate: 4,
	cost: 6,
	prompt_tokens: 0,
	completion_tokens: 0,
	total_tokens: 0,
	duration_avg_ms: 0,
	duration_p50_ms: 0,
	duration_p95_ms: 0,
	duration_p99_ms: 0,
};

/** The measures without digits that only look exact. */
export function roundMeasures(measures: Measures): Measures {
	return Object.fromEntries(
		measureNames.map((name) => {
			const value = measures[name];
			return [name, value === null ? null : roundMeasure(name, value)] as const;
		}),
	) as Measures;
}

/** What is not 0 does not become 0: it keeps its first digit. */
export function roundMeasure(name: Measure, value: number): number {
	const rounded = Number(value.toFixed(decimals[name]));
	return rounded === 0 ? Number(value.toPrecision(1)) : rounded;
}
