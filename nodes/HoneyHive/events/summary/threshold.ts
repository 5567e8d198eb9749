import { roundMeasure, type Measure, type Measures } from './measures';

export type Comparison = 'above' | 'below' | 'atLeast' | 'atMost';

/** A condition on one measure of a group. */
export interface Threshold {
	readonly measure: Measure;
	readonly comparison: Comparison;
	readonly value: number;
}

export interface Alert {
	readonly alert: boolean;
	/** Such as "Failure rate 12% is above 10%; Cost $7 is at least $5"; null when no condition is met. */
	readonly alert_reason: string | null;
}

const comparisons: Readonly<
	Record<Comparison, { holds: (one: number, other: number) => boolean; words: string }>
> = {
	above: { holds: (one, other) => one > other, words: 'is above' },
	below: { holds: (one, other) => one < other, words: 'is below' },
	atLeast: { holds: (one, other) => one >= other, words: 'is at least' },
	atMost: { holds: (one, other) => one <= other, words: 'is at most' },
};

/** Compares a group with all thresholds: one that is crossed is enough. */
export function alertOf(measures: Measures, thresholds: readonly Threshold[]): Alert {
	const reasons = thresholds.flatMap((threshold) => reasonOf(measures, threshold) ?? []);
	return { alert: reasons.length > 0, alert_reason: reasons.join('; ') || null };
}

/** An unknown measure crosses no threshold. */
function reasonOf(
	measures: Measures,
	{ measure, comparison, value }: Threshold,
): string | undefined {
	const measured = measures[measure];
	const { holds, words } = comparisons[comparison];
	if (measured === null || !holds(measured, value)) return undefined;
	const { label, format } = wordings[measure];
	return `${label} ${textOf(measure, measured, value)} ${words} ${format(value)}`;
}

/** As in the measure's column, unless it would then look like the number that it is compared with. */
function textOf(measure: Measure, measured: number, value: number): string {
	const { format } = wordings[measure];
	const text = format(roundMeasure(measure, measured));
	return text === format(value) ? format(measured) : text;
}

const plain = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 15 });
const percent = (value: number) => `${plain(value * 100)}%`;
const dollars = (value: number) => `$${plain(value)}`;
const milliseconds = (value: number) => `${plain(value)} ms`;

const wordings: Readonly<Record<Measure, { label: string; format: (value: number) => string }>> = {
	events: { label: 'Number of events', format: plain },
	failures: { label: 'Number of failures', format: plain },
	failure_rate: { label: 'Failure rate', format: percent },
	cost: { label: 'Cost', format: dollars },
	prompt_tokens: { label: 'Prompt tokens', format: plain },
	completion_tokens: { label: 'Completion tokens', format: plain },
	total_tokens: { label: 'Total tokens', format: plain },
	duration_avg_ms: { label: 'Average duration', format: milliseconds },
	duration_p50_ms: { label: 'P50 duration', format: milliseconds },
	duration_p95_ms: { label: 'P95 duration', format: milliseconds },
	duration_p99_ms: { label: 'P99 duration', format: milliseconds },
};
