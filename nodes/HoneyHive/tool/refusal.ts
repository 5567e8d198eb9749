import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { shorten } from '../events/text';
import { toNodeError } from '../nodeError';

/** Max number of characters of a message or a remedy that a model reads: it may quote what was received. */
export const maxRefusalCharacters = 4000;

/**
 * Words a refusal for a model. n8n gives it only the message, so the remedy is added there. The item is
 * not named, because each call of a model is about a single item.
 */
export function toToolError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = toNodeError(node, error);
	const { message, description } = nodeError;
	const whole = description ? `${message.replace(/\.$/, '')}. ${description}` : message;
	nodeError.message = shorten(whole, maxRefusalCharacters);
	nodeError.description = null;
	return nodeError;
}
