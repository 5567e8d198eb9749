import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type IRunExecutionData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { CredentialData } from './credentialStore';
import { additionalDataOf, nodeTypes } from './host';

export interface RunOptions {
	readonly parameters: INodeParameters;
	readonly credential: CredentialData;
	/** The input of the node; one empty item by default. */
	readonly items?: readonly INodeExecutionData[];
	/** Settings of the node, as On Error and Retry On Fail. */
	readonly node?: Partial<INode>;
	/** The workflow's time zone. */
	readonly timezone?: string;
	/** How the run was started; manually by default. */
	readonly mode?: WorkflowExecuteMode;
	/** What n8n stores for the workflow between runs; the node changes it in place. */
	readonly staticData?: IDataObject;
	/** The node remembers what its runs in a workflow returned. */
	readonly workflowId?: string;
	/** The type of the node that started the workflow, or the parent of a sub-workflow. */
	readonly triggerType?: string;
}

export interface StartedRun {
	readonly finished: Promise<FinishedRun>;
	/** Stops the execution, as the editor's Stop button does. */
	cancel(): void;
}

export interface FinishedRun {
	/** Items of the node's output. */
	readonly items: INodeExecutionData[];
	/** Items of its error output, when the node has one. */
	readonly errorItems: INodeExecutionData[];
	/** The error that the node ended with. */
	readonly error?: NodeFailure;
	readonly run: IRun;
}

export interface NodeFailure extends Error {
	description?: string | null;
	httpCode?: string | null;
	context?: { itemIndex?: number };
}

/** Runs the HoneyHive node in n8n's own engine and waits for its end. */
export async function runNode(options: RunOptions): Promise<FinishedRun> {
	return await startNode(options).finished;
}

/** Starts a run that can be stopped. */
export function startNode(options: RunOptions): StartedRun {
	const workflow = workflowOf(options);
	const execution = new WorkflowExecute(
		additionalDataOf(workflow, options.credential),
		options.mode ?? 'manual',
		// A plain object, because older versions of n8n have no function that creates it.
		{
			version: 1,
			startData: {},
			resultData: { runData: {} },
			executionData: {
				...(options.triggerType !== undefined && {
					runtimeData: {
						version: 1,
						establishedAt: Date.now(),
						source: options.mode ?? 'manual',
						triggerNode: { name: 'Start', type: options.triggerType },
					},
				}),
				contextData: {},
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
				nodeExecutionStack: [
					{
						node: nodeOf(workflow, 'Start'),
						data: { main: [[...(options.items ?? [{ json: {} }])]] },
						source: null,
					},
				],
			},
		} as unknown as IRunExecutionData,
	);
	const running = execution.processRunExecutionData(workflow);
	return { finished: running.then(finish), cancel: () => running.cancel() };
}

function workflowOf({
	parameters,
	node,
	timezone,
	staticData,
	workflowId = 'test',
}: RunOptions): Workflow {
	const connections: IConnections = {
		Start: { main: [[{ node: 'HoneyHive', type: NodeConnectionTypes.Main, index: 0 }]] },
	};
	return new Workflow({
		id: workflowId,
		name: 'Test',
		active: false,
		nodeTypes,
		...(staticData && { staticData }),
		connections,
		settings: { timezone: timezone ?? 'UTC', executionOrder: 'v1' },
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'test.start',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'honeyHive',
				name: 'HoneyHive',
				type: 'n8n-nodes-honeyhive.honeyHive',
				typeVersion: 1,
				position: [200, 0],
				credentials: { honeyHiveApi: { id: '1', name: 'HoneyHive' } },
				...node,
				parameters: {
					resource: 'event',
					operation: 'export',
					project: { __rl: true, mode: 'name', value: 'Demo Project' },
					...parameters,
				},
			},
		],
	});
}

function nodeOf(workflow: Workflow, name: string): INode {
	const node = workflow.getNode(name);
	if (!node) throw new Error(`The workflow has no node ${name}`);
	return node;
}

function finish(run: IRun): FinishedRun {
	const task = run.data.resultData.runData.HoneyHive?.[0];
	return {
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		error: task?.error as NodeFailure | undefined,
		run,
	};
}
