import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { shorten } from './events/text';
import { parametersOf } from './fields/parameters';
import { methods } from './methods';
import { toNodeError } from './nodeError';
import { operationOf, resourceProperties } from './resources';
import { Execution } from './resources/execution';
import { runOnce, type Finished } from './retryOnFail';
import { answerModel } from './tool/answer';
import { isTool, losesErrors } from './tool/isTool';
import { maxRefusalCharacters, toToolError } from './tool/refusal';

export class HoneyHive implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HoneyHive',
		name: 'honeyHive',
		icon: { light: 'file:honeyhive.svg', dark: 'file:honeyhive.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read LLM trace events from HoneyHive',
		documentationUrl: 'https://github.com/n8n-nodes-honeyhive/n8n-nodes-honeyhive#operations',
		defaults: { name: 'HoneyHive' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'honeyHiveApi', required: true }],
		properties: resourceProperties,
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOnce(this, async () => await executeAll(this));
	}
}

/** Saves the cursors only if the run succeeds: n8n drops the items of one that failed. */
async function executeAll(context: IExecuteFunctions): Promise<Finished> {
	const execution = new Execution(context);
	const { cursors } = execution;
	try {
		const result = await executeItems(execution);
		cursors.save();
		return result;
	} finally {
		cursors.end();
	}
}

/**
 * Runs each input item's operation. A failed one becomes an item that says why, if n8n continues on
 * errors or would hide the error from a model.
 */
async function executeItems(execution: Execution): Promise<Finished> {
	const { context } = execution;
	const items: INodeExecutionData[] = [];
	let failed = false;
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			for await (const results of executeItem(execution, item)) {
				for (const result of results) items.push(result);
			}
			execution.cursors.endItem(true);
		} catch (error) {
			execution.cursors.endItem(false);
			const node = context.getNode();
			if (!context.continueOnFail() && !losesErrors(context)) {
				throw isTool(node) ? toToolError(node, error) : toNodeError(node, error, item);
			}
			const { message, description } = toNodeError(node, error, item);
			const maxCharacters = isTool(node) ? maxRefusalCharacters : Infinity;
			failed = true;
			items.push({
				// Versions of n8n before 2.41 take an item for a failed one only if it has no other keys.
				json: {
					error: shorten(message, maxCharacters),
					...(description && { message: shorten(description, maxCharacters) }),
				},
				pairedItem: { item },
			});
		}
	}
	return { output: [items], failed };
}

function executeItem(execution: Execution, item: number): AsyncGenerator<INodeExecutionData[]> {
	const { context } = execution;
	const resource = String(context.getNodeParameter('resource', item));
	const operation = String(context.getNodeParameter('operation', item));
	const { execute, fields } = operationOf(resource, operation);
	const results = execute(execution, item);
	if (!isTool(context.getNode())) return results;
	const names = fields.map(({ name }) => name);
	return answerModel(results, parametersOf(context, item), names, item);
}
