import type { IExecuteFunctions, INode } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node. n8n makes a second node of it, whose type ends in 'Tool'. n8n's own
 * isToolExecution() does not tell, because today's agents run their tools like any other node.
 */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/**
 * Whether an error would not reach the model: agents before version 3 run their tools in a way of their
 * own, and give the model an empty text instead. Older versions of n8n do not tell.
 */
export function losesErrors(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() ?? false;
}
