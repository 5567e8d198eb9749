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
		['above', 0.1, 'Failure rate 12% is above 10%'],
		['above', 0.12, null],
		['atLeast', 0.12, 'Failure rate 12% is at least 12%'],
		['atLeast', 0.121, null],
		['below', 0.2, 'Failure rate 12% is below 20%'],
		['below', 0.12, null],
		['atMost', 0.12, 'Failure rate 12% is at most 12%'],
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
			alert_reason: 'Failure rate 12% is above 10%; Cost $7 is at least $5',
		});
	});

	it.each<[Threshold['measure'], number, number, string]>([
		['events', 12_345, 10_000, 'Number of events 12,345 is above 10,000'],
		['failure_rate', 0.0316205533596838, 0, 'Failure rate 3.16% is above 0%'],
		['failure_rate', 0.10004, 0.1, 'Failure rate 10.004% is above 10%'],
		['failure_rate', 0.07, 0.055, 'Failure rate 7% is above 5.5%'],
		['cost', 0.1234567, 0.05, 'Cost $0.123457 is above $0.05'],
		['cost', 0.0000002, 0, 'Cost $0.0000002 is above $0'],
		['duration_p95_ms', 23729.9041666667, 5000, 'P95 duration 23,730 ms is above 5,000 ms'],
	])('says in words that a %s of %d is above %d', (measure, measured, value, reason) => {
		const threshold: Threshold = { measure, comparison: 'above', value };
		expect(alertOf({ ...measures, [measure]: measured }, [threshold]).alert_reason).toBe(reason);
	});

	it.each<Comparison>(['above', 'below', 'atLeast', 'atMost'])(
		'does not alert on an unknown measure (%s)',
		(comparison) => {
			const unknown: Threshold = { measure: 'duration_p95_ms', comparison, value: 0 };
			expect(alertOf(measures, [unknown]).alert).toBe(false);
		},
	);
});
