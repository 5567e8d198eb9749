import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { ApiRefusal } from './api/errors';
import { MissingEvents } from './events/reading/missing';
import { Refusal } from './events/refusal';

/**
 * Puts a refusal into n8n's own errors: the message with the item behind it, the remedy as
 * description. n8n's own errors and unforeseen ones keep what they say.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const nodeError = wrap(node, error, itemIndex);
	// Set, not passed: the constructors replace a message in which they find a code such as EPERM,
	// be it part of what the user entered. The editor adds "[item 0]" itself unless it reads just that.
	if (itemIndex !== undefined) nodeError.message = `${messageOf(error)} [item ${itemIndex}]`;
	else nodeError.message = messageOf(error);
	return nodeError;
}

function wrap(
	node: INode,
	error: unknown,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
	const cause = error instanceof MissingEvents ? error.cause : error;
	if (error instanceof Refusal && cause instanceof ApiRefusal) {
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
	const description = error instanceof Refusal ? error.remedy : undefined;
	return new NodeOperationError(node, messageOf(error), { description, itemIndex });
}

/** What n8n needs to know to put off a trigger's next poll; older versions leave it unread. */
function failureOf({ httpCode, failure }: ApiRefusal): NodeApiError['failure'] {
	if (httpCode === '401') return { cause: 'credential-invalid' };
	if (failure.kind === 'final') return undefined;
	const { retryAfter: retryAfterMs } = failure;
	return {
		cause: httpCode === '429' ? 'rate-limited' : 'temporarily-unavailable',
		...(retryAfterMs !== undefined && { retryAfterMs }),
	};
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
