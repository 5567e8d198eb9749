import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../events/event';
import { display, Refusal } from '../../events/refusal';
import type { Threshold } from '../../events/summary/threshold';
import type { Parameters } from '../parameters';
import { choices } from '../values/choice';
import { readNumber } from '../values/number';
import { rowsOf } from '../values/rows';

const measures = choices([
	{ name: 'Completion Tokens', value: 'completion_tokens' },
	{ name: 'Cost', value: 'cost' },
	{ name: 'Duration Average (Ms)', value: 'duration_avg_ms' },
	{ name: 'Duration P50 (Ms)', value: 'duration_p50_ms' },
	{ name: 'Duration P95 (Ms)', value: 'duration_p95_ms' },
	{ name: 'Duration P99 (Ms)', value: 'duration_p99_ms' },
	{ name: 'Events', value: 'events' },
	{ name: 'Failure Rate', value: 'failure_rate' },
	{ name: 'Failures', value: 'failures' },
	{ name: 'Prompt Tokens', value: 'prompt_tokens' },
	{ name: 'Total Tokens', value: 'total_tokens' },
]);

const comparisons = choices([
	{ name: 'Is Above', value: 'above' },
	{ name: 'Is at Least', value: 'atLeast' },
	{ name: 'Is at Most', value: 'atMost' },
	{ name: 'Is Below', value: 'below' },
]);

export const thresholdFields: INodeProperties[] = [
	{
		displayName: 'Alert When',
		name: 'alertWhen',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		placeholder: 'Add Condition',
		description:
			"Adds two fields to each item: 'alert' says whether one of these conditions is met, and 'alert_reason' says which ones. Groups and time buckets without events make no item: to be notified when there are no events, leave 'Group By' empty and 'Time Bucket' at None, and alert when Events is below 1.",
		options: [
			{
				displayName: 'Condition',
				name: 'conditions',
				values: [
					{
						displayName: 'Measure',
						name: 'measure',
						type: 'options',
						options: measures.options,
						default: 'failure_rate',
						description: 'Which measure of the group to check',
					},
					{
						displayName: 'Comparison',
						name: 'comparison',
						type: 'options',
						options: comparisons.options,
						default: 'above',
						description: 'How to compare the measure with the value',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'number',
						default: 0.1,
						description:
							'Number to compare the measure with. A failure rate is between 0 and 1: 0.1 is one event in ten.',
					},
				],
			},
		],
	},
];

/** @throws Refusal that names the condition and its part */
export function readThresholds({ get }: Parameters): Threshold[] {
	return rowsOf(get('alertWhen'), 'conditions').map((row, index) =>
		readThreshold(isObject(row) ? row : {}, `Alert When ${index + 1}`),
	);
}

function readThreshold(row: Record<string, unknown>, label: string): Threshold {
	const measure = measures.read(`${label} → Measure`, row.measure);
	const comparison = comparisons.read(`${label} → Comparison`, row.comparison);
	const value = readValue(`${label} → Value`, row.value);
	const isPossible = measure !== 'failure_rate' || (value >= 0 && value <= 1);
	if (isPossible) return { measure, comparison, value };
	throw new Refusal(
		`'${label} → Value' is ${value}, but a failure rate is between 0 and 1`,
		'Enter 0.1 for one event in ten.',
	);
}

function readValue(label: string, value: unknown): number {
	const number = readNumber(value);
	if (number !== undefined) return number;
	throw new Refusal(
		`'${label}' is ${display(value)}, which is not a number`,
		'Enter the number to compare the measure with.',
	);
}
