import type { Measures } from '../../../../nodes/HoneyHive/events/summary/measures';
import {
	alertOf,
	type Comparison,
	type Threshold,
} from '../../../../nodes/HoneyHive/events/summary/threshold';

const measures: Measures = {
	events: 100,
	failures: 12,
	failure_rate: 0.12,
	cost: 7,
	prompt_tokens: 0,
	completion_tokens: 0,
	total_tokens: 0,
	duration_avg_ms: null,
	duration_p50_ms: null,
	duration_p95_ms: null,
	duration_p99_ms: null,
};

const rate = (comparison: Comparison, value: number): Threshold => ({
	measure: 'failure_rate',
	comparison,
	value,
});

describe('alertOf', () => {
	it.each<[Comparison, number, string | null]>([
		['above', 0.1, 'failure_rate 0.12 is above 0.1'],
		['above', 0.12, null],
		['atLeast', 0.12, 'failure_rate 0.12 is at least 0.12'],
		['atLeast', 0.121, null],
		['below', 0.2, 'failure_rate 0.12 is below 0.2'],
		['below', 0.12, null],
		['atMost', 0.12, 'failure_rate 0.12 is at most 0.12'],
		['atMost', 0.119, null],
	])('compares a failure_rate of 0.12 with %s %d: %j', (comparison, value, reason) => {
		expect(alertOf(measures, [rate(comparison, value)])).toEqual({
			alert: reason !== null,
			alert_reason: reason,
		});
	});

	it('returns every condition that holds as a reason', () => {
		expect(
			alertOf(measures, [
				rate('above', 0.1),
				{ measure: 'failures', comparison: 'above', value: 100 },
				{ measure: 'cost', comparison: 'atLeast', value: 5 },
			]),
		).toEqual({
			alert: true,
			alert_reason: 'failure_rate 0.12 is above 0.1; cost 7 is at least 5',
		});
	});

	it.each<Comparison>(['above', 'below', 'atLeast', 'atMost'])(
		'does not alert on an unknown measure (%s)',
		(comparison) => {
			const unknown: Threshold = { measure: 'duration_p95_ms', comparison, value: 0 };
			expect(alertOf(measures, [unknown]).alert).toBe(false);
		},
	);
});
