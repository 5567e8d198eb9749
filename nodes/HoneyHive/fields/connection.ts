import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

/** HoneyHive's own client allows 300 seconds: 7,500 events can take more than 30. */
const defaultTimeoutSeconds = 300;
const maxTimeoutSeconds = 3600;

const defaultRetries = 5;
const maxRetries = 20;

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

/** How long to wait for an answer, in milliseconds, and how often to retry. @throws Refusal */
export function readConnectOptions({ get }: Parameters) {
	const seconds = get('options.timeout') ?? defaultTimeoutSeconds;
	const retries = get('options.maxRetries') ?? defaultRetries;
	return {
		timeout:
			readWholeNumber('Timeout (Seconds)', seconds, { min: 1, max: maxTimeoutSeconds }) * 1000,
		maxRetries: readWholeNumber('Max Retries', retries, { min: 0, max: maxRetries }),
	};
}
