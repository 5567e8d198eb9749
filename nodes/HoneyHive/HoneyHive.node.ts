import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { Refusal, rethrowUnless } from './events/refusal';
import { sideBySide } from './events/sideBySide';
import { shorten } from './events/text';
import { parametersOf } from './fields/parameters';
import { methods } from './methods';
import { toNodeError } from './nodeError';
import { findOperation, operationOf, resourceProperties } from './resources';
import { Execution } from './resources/execution';
import { runOnce, type Finished, type ItemOutputs } from './retryOnFail';
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
		description: 'Read LLM trace events from HoneyHive, and write scores and feedback to them',
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
		return await runOnce(this, async (succeeded) => await executeAll(this, succeeded));
	}
}

/** Saves the cursors only if the run succeeds: n8n drops the items of one that failed. */
async function executeAll(context: IExecuteFunctions, succeeded: ItemOutputs): Promise<Finished> {
	const execution = new Execution(context);
	const { cursors } = execution;
	try {
		const result = await executeItems(execution, succeeded);
		cursors.save();
		return result;
	} finally {
		cursors.end();
	}
}

/**
 * Runs each input item's operation, and puts their outputs in the order of the input. The outputs of
 * items that succeeded are kept for another try only if the operation's items do not depend on each
 * other: a cursor is not moved by a run that failed.
 */
async function executeItems(execution: Execution, succeeded: ItemOutputs): Promise<Finished> {
	const { context } = execution;
	const inputs = [...context.getInputData().keys()];
	const parallel = maxParallelItems(context);
	const kept: ItemOutputs = parallel === undefined ? new Map() : succeeded;
	const outputs: INodeExecutionData[][] = [];
	let failed = false;
	await sideBySide(inputs, parallel ?? 1, async (item) => {
		const output = kept.get(item) ?? [];
		outputs[item] = output;
		if (kept.has(item)) return;
		try {
			for await (const results of executeItem(execution, item)) {
				for (const result of results) output.push(result);
			}
			execution.cursors.endItem(true);
			kept.set(item, output);
		} catch (error) {
			execution.cursors.endItem(false);
			output.push(toFailedItem(context, error, item));
			failed = true;
		}
	});
	return { output: [outputs.flat()], failed };
}

/**
 * An item that says why its input failed, if n8n continues on errors or would hide the error from a model.
 *
 * @throws one of n8n's errors otherwise
 */
function toFailedItem(
	context: IExecuteFunctions,
	error: unknown,
	item: number,
): INodeExecutionData {
	const node = context.getNode();
	if (!context.continueOnFail() && !losesErrors(context)) {
		throw isTool(node) ? toToolError(node, error) : toNodeError(node, error, item);
	}
	const { message, description } = toNodeError(node, error, item);
	const maxCharacters = isTool(node) ? maxRefusalCharacters : Infinity;
	return {
		// Versions of n8n before 2.41 take an item for a failed one only if it has no other keys.
		json: {
			error: shorten(message, maxCharacters),
			...(description && { message: shorten(description, maxCharacters) }),
		},
		pairedItem: { item },
	};
}

function executeItem(execution: Execution, item: number): AsyncGenerator<INodeExecutionData[]> {
	const { context } = execution;
	const { execute, fields } = operationOf(...chosenIn(context, item));
	const results = execute(execution, item);
	if (!isTool(context.getNode())) return results;
	const names = fields.map(({ name }) => name);
	return answerModel(results, parametersOf(context, item), names, item);
}

/** How many items may run at the same time; undefined where they depend on each other. */
function maxParallelItems(context: IExecuteFunctions): number | undefined {
	const { maxParallelItems: read } = findOperation(...chosenIn(context, 0)) ?? {};
	try {
		return read?.(parametersOf(context, 0));
	} catch (error) {
		rethrowUnless(Refusal, error);
		// The item that runs into it will say so, as for every other parameter.
		return 1;
	}
}

function chosenIn(context: IExecuteFunctions, item: number): [resource: string, operation: string] {
	return [
		String(context.getNodeParameter('resource', item)),
		String(context.getNodeParameter('operation', item)),
	];
}
