import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/**
 * What an operation does for one input item: it yields output items as they come, so that those that
 * are there are kept when something fails later.
 *
 * @throws Refusal worded for the user; the node adds itself and the item
 */
export type Operation = (
	context: IExecuteFunctions,
	item: number,
) => AsyncGenerator<INodeExecutionData[]>;

/** Shows an operation's fields only when that operation is chosen. */
export function shownFor(
	{ resource, operation }: { resource: string; operation: string },
	fields: readonly INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
		},
	}));
}
