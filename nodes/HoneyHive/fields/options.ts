import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { display, Refusal } from '../events/refusal';
import { lookbackOption } from './sinceLastRun';
import { excludeEndOption } from './dateRange';
import { binaryPropertyOption, escapeFormulasOption, partOptions } from './file';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

/** HoneyHive's own client allows 300 s: 7,500 events can take more than 30. */
const defaultTimeoutSeconds = 300;

const defaultRetries = 5;

const evaluationId: INodeProperties = {
	displayName: 'Evaluation ID',
	name: 'evaluationId',
	type: 'string',
	default: '',
	description:
		'Take only events of this experiment run. Not known to the API generation Events Export.',
};

const flatten: INodeProperties = {
	displayName: 'Flatten',
	name: 'flatten',
	type: 'boolean',
	displayOptions: { hide: { '/output': ['simplified'] } },
	default: false,
	description: 'Whether to turn nested objects into columns with dotted names',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 20 },
	default: defaultRetries,
	description:
		'How often, from 0 to 20, to repeat a request that failed for the moment, as with too many requests or a cut connection',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: defaultTimeoutSeconds,
	description: 'How many seconds to wait for an answer, from 1 to 3600',
};

const maxEvents: INodeProperties = {
	displayName: 'Max Events',
	name: 'maxEvents',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
};

const pageSize: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1000,
	description:
		'How many events to ask for in one request. Without this option, the most that the API generation allows.',
};

const concurrency: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10 },
	default: 4,
	description: 'How many requests to have under way at the same time, from 1 to 10',
};

const sort: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: [
		{ name: 'Newest First', value: 'newestFirst' },
		{ name: 'Oldest First', value: 'oldestFirst' },
	],
	default: 'newestFirst',
	description: 'Order of the events, by their start',
};

function shownWithReturnAll(option: INodeProperties): INodeProperties {
	return { ...option, displayOptions: { show: { '/returnAll': [true] } } };
}

function collectionOf(options: INodeProperties[]): INodeProperties[] {
	return [
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options,
		},
	];
}

export const optionFields = collectionOf([
	escapeFormulasOption,
	evaluationId,
	excludeEndOption,
	flatten,
	{ ...lookbackOption, displayOptions: { show: { '/dateRange': ['sinceLastRun'] } } },
	{
		...maxEvents,
		description:
			'With Return All, stop after this many events. With Since Last Run, leave the rest to the next run.',
	},
	...partOptions,
	maxRetries,
	shownWithReturnAll(pageSize),
	shownWithReturnAll(concurrency),
	binaryPropertyOption,
	shownWithReturnAll(sort),
	timeout,
]);

/** Those of a reading that goes on from poll to poll. */
export const pollingOptionFields = collectionOf([
	evaluationId,
	flatten,
	lookbackOption,
	{
		...maxEvents,
		description: 'Most events of one poll. The rest comes with the next one, oldest first.',
	},
	maxRetries,
	timeout,
]);

/** Those of a reading that always takes everything, and makes something else of it. */
export const readingOptionFields = collectionOf([
	evaluationId,
	maxRetries,
	pageSize,
	concurrency,
	timeout,
]);

/** Those of one count. */
export const countingOptionFields = collectionOf([evaluationId, maxRetries, timeout]);

/** Those of many counts. */
export const splittingOptionFields = collectionOf([evaluationId, maxRetries, concurrency, timeout]);

/** Those of an operation that reads something whole, and others of its own. */
export function lookupOptionFields(...others: INodeProperties[]): INodeProperties[] {
	const options = [flatten, maxRetries, timeout, ...others];
	return collectionOf(
		options.sort((one, other) => one.displayName.localeCompare(other.displayName)),
	);
}

/** How long and how often to try; the timeout in milliseconds. */
export interface ConnectOptions {
	readonly timeout: number;
	readonly maxRetries: number;
}

/** @throws Refusal when a number is out of bounds */
export function readConnectOptions(parameters: Parameters): ConnectOptions {
	const seconds = parameters.get('options.timeout') ?? defaultTimeoutSeconds;
	const retries = parameters.get('options.maxRetries') ?? defaultRetries;
	return {
		timeout: readWholeNumber('Timeout', seconds, 1, 3600) * 1000,
		maxRetries: readWholeNumber('Max Retries', retries, 0, 20),
	};
}

/** @throws Refusal when the generation knows no experiment runs */
export function readEvaluationId(
	parameters: Parameters,
	generation: Generation,
): string | undefined {
	const value = parameters.get('options.evaluationId');
	if (value === undefined || value === '') return undefined;
	const id = typeof value === 'object' ? '' : String(value).trim();
	if (id === '') {
		throw new Refusal(
			`'Evaluation ID' is ${display(value)}`,
			'Enter the ID of an experiment run, or remove the option.',
		);
	}
	if (generation.evaluations) return id;
	throw new Refusal(
		`'Evaluation ID' is not known to the API generation ${generation.label}`,
		'Filter by the field metadata.run_id instead, or remove the option.',
	);
}
