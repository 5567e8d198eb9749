import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../nodeError';

/**
 * Words a refusal for a model. n8n gives it only the message, so the remedy is added there. The item is
 * not named, because each call of a model is about a single item.
 */
export function toToolError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = toNodeError(node, error);
	const { message, description } = nodeError;
	if (!description) return nodeError;
	nodeError.message = `${message.replace(/\.$/, '')}. ${description}`;
	nodeError.description = null;
	return nodeError;
}
