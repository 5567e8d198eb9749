import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { parseFlatted } from './flatted';
import type { Workflow } from './rest';
import type { N8nSession } from './session';

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly data: IRunExecutionData;
}

interface StoredExecution {
	readonly id: string;
	readonly status: string;
	/** In the flatted format. */
	readonly data: string;
	readonly dataTooLargeToDisplay?: boolean;
}

const UNFINISHED = ['new', 'running', 'waiting'];

/** Runs a workflow from one of its triggers, as the editor's button does, and waits for its end. */
export async function runWorkflow(
	n8n: N8nSession,
	workflow: Workflow,
	trigger: string,
	timeoutMs = 120_000,
): Promise<Execution> {
	const { executionId } = await n8n.post<{ executionId: string }>(
		`/rest/workflows/${workflow.id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
	);
	return await finishedExecution(n8n, executionId, timeoutMs);
}

export async function finishedExecution(
	n8n: N8nSession,
	id: string,
	timeoutMs = 120_000,
): Promise<Execution> {
	const deadline = Date.now() + timeoutMs;
	for (let pause = 50; Date.now() < deadline; pause = Math.min(pause * 1.5, 1_000)) {
		const { status, data, dataTooLargeToDisplay } = await n8n.get<StoredExecution>(
			`/rest/executions/${id}`,
		);
		if (!UNFINISHED.includes(status)) {
			if (dataTooLargeToDisplay) throw new Error(`n8n keeps back the data of execution ${id}`);
			return { id, status, data: parseFlatted(data) as IRunExecutionData };
		}
		await sleep(pause);
	}
	throw new Error(`Execution ${id} did not end within ${timeoutMs / 1000} s`);
}

/**
 * The output of a node in its last run.
 * @throws Error with the workflow's or the node's own message when the node did not succeed.
 */
export function itemsOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	const { runData, error } = execution.data.resultData;
	const run = runData[node]?.at(-1);
	const refusal = run?.error ?? (run === undefined ? error : undefined);
	if (refusal !== undefined) throw new Error(`'${node}' did not succeed: ${refusal.message}`);
	if (run === undefined) throw new Error(`'${node}' did not run (${execution.status})`);
	return run.data?.main?.[output] ?? [];
}
