import type { INode } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node: n8n makes a second node of it, whose type ends in 'Tool'. Its
 * isToolExecution() does not tell, since today's agents run their tools as any other node.
 */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
