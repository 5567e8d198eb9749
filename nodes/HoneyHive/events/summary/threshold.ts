import type { Measure, Measures } from './measures';

export type Comparison = 'above' | 'below' | 'atLeast' | 'atMost';

/** A condition on one measure of a group. */
export interface Threshold {
	readonly measure: Measure;
	readonly comparison: Comparison;
	readonly value: number;
}

export interface Alert {
	readonly alert: boolean;
	/** Such as "failure_rate 0.12 is above 0.1; cost 7 is at least 5"; null when no condition is met. */
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
	return `${measure} ${measured} ${words} ${value}`;
}
