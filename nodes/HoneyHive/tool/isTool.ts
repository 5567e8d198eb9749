import type { IExecuteFunctions, INode } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node: n8n makes a second node of it, whose type ends in 'Tool'. Its
 * isToolExecution() does not tell, since today's agents run their tools as any other node.
 */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/**
 * Whether what the node throws would be lost on the model: agents before version 3, which run their
 * tools in a way of their own, hand it an empty text instead. Older versions of n8n do not tell.
 */
export function losesErrors(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() ?? false;
}
