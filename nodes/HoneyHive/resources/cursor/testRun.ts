import type { IExecuteFunctions, IPollFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import { isTool } from '../../tool/isTool';

/** How n8n starts runs whose results nobody may miss. `integrated` is a sub-workflow, whatever started its parent. */
const productionModes: readonly WorkflowExecuteMode[] = [
	'trigger',
	'webhook',
	'integrated',
	'retry',
	'error',
	'internal',
	'cli',
];

/** What starts a workflow only in the editor or in an evaluation. */
const testTriggers = ['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.evaluationTrigger'];

/**
 * Whether a run only serves to build or evaluate a workflow. Such a run must not move a cursor: the events
 * that it returns would be missing in production.
 *
 * A sub-workflow inherits its parent's trigger, but not the parent's mode. So it cannot be told whether a
 * parent that starts with, say, a webhook was tested in the editor.
 */
export function isTestRun(context: IExecuteFunctions | IPollFunctions): boolean {
	if (!productionModes.includes(context.getMode()) || isTool(context.getNode())) return true;
	// Older versions of n8n have no execution context.
	const trigger = context.getExecutionContext?.()?.triggerNode;
	return trigger !== undefined && testTriggers.includes(trigger.type);
}
