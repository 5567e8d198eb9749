import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

const outputs = new WeakMap<object, INodeExecutionData[][]>();

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
 */
export async function runOnce(
	context: IExecuteFunctions,
	run: () => Promise<Finished>,
): Promise<INodeExecutionData[][]> {
	if (context.getNode().retryOnFail !== true) return (await run()).output;
	const tries = context.getExecuteData();
	const earlier = outputs.get(tries);
	if (earlier) return earlier;
	const { output, failed } = await run();
	if (!failed) outputs.set(tries, output);
	return output;
}
