import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { Refusal } from '../events/refusal';
import type { Parameters } from './parameters';
import { readWholeNumber } from './wholeNumber';

/** HoneyHive's own client allows 300 s: 7,500 events can take more than 30. */
const defaultTimeoutSeconds = 300;

export const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Evaluation ID',
				name: 'evaluationId',
				type: 'string',
				default: '',
				description:
					'Take only events of this experiment run. Not known to the API generation Events Export.',
			},
			{
				displayName: 'Flatten',
				name: 'flatten',
				type: 'boolean',
				displayOptions: { hide: { '/output': ['simplified'] } },
				default: false,
				description: 'Whether to turn nested objects into columns with dotted names',
			},
			{
				displayName: 'Max Events',
				name: 'maxEvents',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: { show: { '/returnAll': [true] } },
				default: 10000,
				description: 'Stop after this many events',
			},
			{
				displayName: 'Page Size',
				name: 'pageSize',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: { show: { '/returnAll': [true] } },
				default: 1000,
				description:
					'How many events to ask for in one request. The default is the most that the API generation allows.',
			},
			{
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: defaultTimeoutSeconds,
				description: 'How many seconds to wait for an answer',
			},
		],
	},
];

/** Reads the timeout into milliseconds. @throws Refusal when it is no whole number of seconds */
export function readTimeout(parameters: Parameters): number {
	const seconds = parameters.get('options.timeout') ?? defaultTimeoutSeconds;
	return readWholeNumber('Timeout', seconds, 1, 3600) * 1000;
}

/** @throws Refusal when the generation knows no experiment runs */
export function readEvaluationId(
	parameters: Parameters,
	generation: Generation,
): string | undefined {
	const value = parameters.get('options.evaluationId');
	const id = typeof value === 'string' ? value.trim() : '';
	if (id === '') return undefined;
	if (generation.evaluations) return id;
	throw new Refusal(
		`'Evaluation ID' is not known to the API generation ${generation.label}`,
		'Filter by the field metadata.run_id instead, or remove the option.',
	);
}
