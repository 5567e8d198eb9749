import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** What the tries of one run left, by the data that n8n passes to each of them. */
const runs = new WeakMap<object, Kept>();

interface Kept {
	/** Of the last try, if it finished without an item for a failed input. */
	output?: INodeExecutionData[][];
	readonly items: ItemOutputs;
}

/** The output of each input item that succeeded. */
export type ItemOutputs = Map<number, INodeExecutionData[]>;

export interface Finished {
	readonly output: INodeExecutionData[][];
	/** Whether the output contains an item for a failed input. */
	readonly failed: boolean;
}

/**
 * Runs a node once, although n8n's Retry On Fail would run it again.
 *
 * n8n considers a run failed if its first item has a field `error`, and HoneyHive's events have one: an
 * export that begins with a failed model call would be read up to five times. n8n passes the same
 * execution data to each try, so a finished output is found by it. A run that threw, or whose output
 * contains an item for a failed input, is not kept: that is what Retry On Fail is for.
 *
 * @param run gets the outputs of the input items that succeeded in earlier tries, and may add to them
 */
export async function runOnce(
	context: IExecuteFunctions,
	run: (succeeded: ItemOutputs) => Promise<Finished>,
): Promise<INodeExecutionData[][]> {
	if (context.getNode().retryOnFail !== true) return (await run(new Map())).output;
	const data = context.getExecuteData();
	const kept: Kept = runs.get(data) ?? { items: new Map() };
	runs.set(data, kept);
	if (kept.output) return kept.output;
	const { output, failed } = await run(kept.items);
	if (!failed) kept.output = output;
	return output;
}
