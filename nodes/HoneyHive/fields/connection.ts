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
	description:
		'How many times (0-20) to retry a request after a temporary failure, e.g. rate limiting or a dropped connection',
};

export const timeoutOption: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: defaultTimeoutSeconds,
	description: 'How many seconds to wait for an answer, from 1 to 3600',
};

/** How long to wait for an answer, in milliseconds, and how often to retry. @throws Refusal */
export function readConnectOptions({ get }: Parameters) {
	const seconds = get('options.timeout') ?? defaultTimeoutSeconds;
	const retries = get('options.maxRetries') ?? defaultRetries;
	return {
		timeout: readWholeNumber('Timeout', seconds, { min: 1, max: maxTimeoutSeconds }) * 1000,
		maxRetries: readWholeNumber('Max Retries', retries, { min: 0, max: maxRetries }),
	};
}
