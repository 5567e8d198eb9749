import type { HoneyHiveEvent } from './event';
import { readerOf } from './path';

/**
 * What an event says about its cost, tokens, model and failure. No other file knows where in an event
 * these stand. A figure is undefined where the event does not state it.
 */

/** The fields that the figures are read from. */
export const figurePaths: readonly string[] = [
	'error',
	'metadata.cost',
	'metadata.prompt_tokens',
	'metadata.completion_tokens',
	'metadata.total_tokens',
];

/** US dollars, as HoneyHive calculates it. */
export const costOf = readerOf('metadata.cost');

export const promptTokensOf = readerOf('metadata.prompt_tokens');

export const completionTokensOf = readerOf('metadata.completion_tokens');

const statedTotalTokensOf = readerOf('metadata.total_tokens');

/** The sum of both kinds where the total is not stated: some tracers send only these. */
export function totalTokensOf(event: HoneyHiveEvent): unknown {
	const total = statedTotalTokensOf(event);
	if (total !== undefined && total !== null) return total;
	const prompt = promptTokensOf(event);
	const completion = completionTokensOf(event);
	const hasBoth = typeof prompt === 'number' && typeof completion === 'number';
	return hasBoth ? prompt + completion : undefined;
}

const configuredModelOf = readerOf('config.model');
const reportedModelOf = readerOf('metadata.model');

export function modelOf(event: HoneyHiveEvent): unknown {
	return configuredModelOf(event) ?? reportedModelOf(event);
}

/** What went wrong, as text. */
export function failureOf({ error }: HoneyHiveEvent): string | undefined {
	if (error === undefined || error === null || error === '' || error === false) return undefined;
	return typeof error === 'string' ? error : JSON.stringify(error);
}
