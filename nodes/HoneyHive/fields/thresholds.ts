import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../events/event';
import { display, Refusal } from '../events/refusal';
import type { Measure } from '../events/summary/measures';
import type { Comparison, Threshold } from '../events/summary/threshold';
import { readChoice } from './values/choice';
import { readNumber } from './filters/filterValue';
import type { Parameters } from './parameters';
import { rowsOf } from './values/rows';

const measures: Readonly<Record<Measure, string>> = {
	completion_tokens: 'Completion Tokens',
	cost: 'Cost',
	duration_avg_ms: 'Duration Average (Ms)',
	duration_p50_ms: 'Duration P50 (Ms)',
	duration_p95_ms: 'Duration P95 (Ms)',
	duration_p99_ms: 'Duration P99 (Ms)',
	events: 'Events',
	failure_rate: 'Failure Rate',
	failures: 'Failures',
	prompt_tokens: 'Prompt Tokens',
	total_tokens: 'Total Tokens',
};

const comparisons: Readonly<Record<Comparison, string>> = {
	above: 'Is Above',
	atLeast: 'Is at Least',
	atMost: 'Is at Most',
	below: 'Is Below',
};

function optionsOf(choices: Readonly<Record<string, string>>) {
	return Object.entries(choices).map(([value, name]) => ({ name, value }));
}

export const thresholdFields: INodeProperties[] = [
	{
		displayName: 'Alert When',
		name: 'alertWhen',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		placeholder: 'Add Condition',
		description:
			"Adds to each item whether one of these conditions holds, in 'alert', and which, in 'alert_reason'. Groups and time buckets without events make no item: to be told that there are no events, leave 'Group By' empty and 'Time Bucket' at None, and alert when Events is below 1.",
		options: [
			{
				displayName: 'Condition',
				name: 'conditions',
				values: [
					{
						displayName: 'Measure',
						name: 'measure',
						type: 'options',
						options: optionsOf(measures),
						default: 'failure_rate',
						description: 'Number of the item to look at',
					},
					{
						displayName: 'Comparison',
						name: 'comparison',
						type: 'options',
						options: optionsOf(comparisons),
						default: 'above',
						description: 'How to compare the measure with the value',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'number',
						default: 0,
						description:
							'Number to compare the measure with. A failure rate lies between 0 and 1: 0.1 is one event in ten.',
					},
				],
			},
		],
	},
];

/** @throws Refusal that names the condition and its part */
export function readThresholds(parameters: Parameters): Threshold[] {
	return rowsOf(parameters.get('alertWhen'), 'conditions').map((row, index) =>
		readThreshold(isObject(row) ? row : {}, `Alert When ${index + 1}`),
	);
}

function readThreshold(row: Record<string, unknown>, label: string): Threshold {
	const measure = readChoice(`${label} → Measure`, row.measure, measures);
	const comparison = readChoice(`${label} → Comparison`, row.comparison, comparisons);
	const value = readValue(`${label} → Value`, row.value);
	if (measure !== 'failure_rate' || (value >= 0 && value <= 1))
		return { measure, comparison, value };
	throw new Refusal(
		`'${label} → Value' is ${value}, and a failure rate lies between 0 and 1`,
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
