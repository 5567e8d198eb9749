import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { apiRefusalIn, type ApiRefusal } from './api/errors';
import { messageOf, Refusal } from './events/refusal';
import { visible } from './events/visible';

/**
 * Turns an error into one of n8n's own: the message followed by the item, and the remedy as description.
 * Both are single lines of visible characters, whatever they quote. n8n's own errors keep what they say, and so do unforeseen ones, which become the cause.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const nodeError = wrap(node, error, itemIndex);
	const message = visible(messageOf(error));
	// Set, not passed: the constructors replace a message that contains a code such as EPERM, even if it is
	// part of what the user entered. The editor adds "[item 0]" itself unless the message ends with it.
	nodeError.message = itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
	if (nodeError.description) nodeError.description = visible(nodeError.description);
	return nodeError;
}

function wrap(
	node: INode,
	error: unknown,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
	const cause = apiRefusalIn(error);
	if (error instanceof Refusal && cause) {
		const { message, remedy: description } = error;
		const { httpCode } = cause;
		const nodeError = new NodeApiError(
			node,
			{ message },
			{ message, description, itemIndex, ...(httpCode !== null && { httpCode }) },
		);
		nodeError.failure = failureOf(cause);
		return nodeError;
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof Refusal) {
		return new NodeOperationError(node, error.message, { description: error.remedy, itemIndex });
	}
	// The error itself, so that its stack stays readable as the cause.
	const unforeseen = error instanceof Error ? error : messageOf(error);
	return new NodeOperationError(node, unforeseen, { itemIndex });
}

/** What n8n needs to know to postpone a trigger's next poll. Older versions ignore it. */
function failureOf({ httpCode, failure, retryAfterMs }: ApiRefusal): NodeApiError['failure'] {
	if (httpCode === '401') return { cause: 'credential-invalid' };
	if (failure.kind === 'final') return undefined;
	return {
		cause: httpCode === '429' ? 'rate-limited' : 'temporarily-unavailable',
		...(retryAfterMs !== undefined && { retryAfterMs }),
	};
}
