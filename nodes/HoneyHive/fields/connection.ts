import type { INodeProperties } from 'n8n-workflow';

import { defaultConcurrency } from '../events/reading/source';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

/** HoneyHive's own client allows 300 seconds: 7,500 events can take more than 30. */
const defaultTimeoutSeconds = 300;
const maxTimeoutSeconds = 3600;

const defaultRetries = 5;
const maxRetries = 20;

const maxParallel = 32;

export const maxRetriesOption: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: maxRetries },
	default: defaultRetries,
	description: 'How many times to retry a request that failed temporarily, from 0 to 20',
};

export const timeoutOption: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: defaultTimeoutSeconds,
	description: 'How long to wait for a response, from 1 to 3600',
};

export const maxParallelOption: INodeProperties = {
	displayName: 'Max Parallel Requests',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxParallel },
	default: defaultConcurrency,
	description:
		'How many requests may run in parallel, from 1 to 32. The node begins with 4, and uses more as long as HoneyHive answers as fast as before.',
};

/** How many requests may run in parallel. @throws Refusal */
export function readMaxParallel({ get }: Parameters): number {
	const value = get('options.concurrency') ?? defaultConcurrency;
	return readWholeNumber(maxParallelOption.displayName, value, { min: 1, max: maxParallel });
}

/** How long to wait for an answer, in milliseconds, how often to retry, and how many at a time. @throws Refusal */
export function readConnectOptions(parameters: Parameters) {
	const { get } = parameters;
	const seconds = get('options.timeout') ?? defaultTimeoutSeconds;
	const retries = get('options.maxRetries') ?? defaultRetries;
	return {
		timeout:
			readWholeNumber('Timeout (Seconds)', seconds, { min: 1, max: maxTimeoutSeconds }) * 1000,
		maxRetries: readWholeNumber('Max Retries', retries, { min: 0, max: maxRetries }),
		maxParallel: readMaxParallel(parameters),
	};
}
