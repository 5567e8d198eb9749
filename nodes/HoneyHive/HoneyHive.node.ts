import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { parametersOf } from './fields/parameters';
import { getFields, searchFields } from './methods/fieldChoices';
import { getFilterOperators, getFilterTypes } from './methods/filterChoices';
import { searchProjects } from './methods/searchProjects';
import { toNodeError } from './nodeError';
import { operationOf, resourceProperties } from './resources';
import { rememberCursors } from './resources/event/sinceLastRun';
import { runOnce } from './retryOnFail';
import { forModel } from './tool/answer';
import { isTool, losesErrors } from './tool/isTool';
import { withToolProperties } from './tool/properties';
import { toToolError } from './tool/refusal';

export class HoneyHive implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HoneyHive',
		name: 'honeyHive',
		icon: { light: 'file:honeyhive.svg', dark: 'file:honeyhive.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read LLM trace events from HoneyHive',
		defaults: { name: 'HoneyHive' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'honeyHiveApi', required: true }],
		properties: withToolProperties(resourceProperties),
	};

	methods = {
		listSearch: { searchFields, searchProjects },
		loadOptions: { getFields, getFilterOperators, getFilterTypes },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOnce(this, async () => await executeItems(this));
	}
}

/**
 * Hands each input item to its operation. A failed one becomes an item that says why, if n8n is to
 * continue or would keep it from a model.
 */
async function executeItems(
	context: IExecuteFunctions,
): Promise<{ output: INodeExecutionData[][]; failed: boolean }> {
	const items: INodeExecutionData[] = [];
	const takeBack = rememberCursors(context.getWorkflowStaticData('node'));
	let failed = false;
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			for await (const results of executeItem(context, item)) {
				for (const result of results) items.push(result);
			}
		} catch (error) {
			const node = context.getNode();
			if (!context.continueOnFail() && !losesErrors(context)) {
				takeBack();
				throw isTool(node) ? toToolError(node, error) : toNodeError(node, error, item);
			}
			const nodeError = toNodeError(node, error, item);
			failed = true;
			items.push({
				json: { error: nodeError.message, details: nodeError.description },
				pairedItem: { item },
			});
		}
	}
	return { output: [items], failed };
}

function executeItem(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const resource = String(context.getNodeParameter('resource', item));
	const operation = String(context.getNodeParameter('operation', item));
	const results = operationOf(resource, operation)(context, item);
	if (!isTool(context.getNode())) return results;
	return forModel(results, parametersOf(context, item), item);
}
