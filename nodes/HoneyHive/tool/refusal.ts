import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../nodeError';

/**
 * Words a refusal for a model. n8n hands it the message alone, so the remedy has to stand there too;
 * which item was refused says nothing to it, since each of its calls is one.
 */
export function toToolError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = toNodeError(node, error);
	const { message, description } = nodeError;
	if (!description) return nodeError;
	nodeError.message = `${message.replace(/\.$/, '')}. ${description}`;
	nodeError.description = null;
	return nodeError;
}
