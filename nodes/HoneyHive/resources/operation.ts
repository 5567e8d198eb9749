import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../fields/parameters';
import type { Execution } from './execution';

/** What a user can do with a resource, as one object. */
export interface Operation {
	/** As the dropdown shows it. */
	readonly name: string;
	/** As saved workflows store it. */
	readonly value: string;
	/** As the nodes panel lists it. */
	readonly action: string;
	readonly description: string;
	/** What an AI agent's model is told about the operation. */
	readonly toolDescription: string;
	readonly fields: readonly INodeProperties[];
	/**
	 * Only if input items do not depend on each other: how many of them may run at the same time. When
	 * n8n's Retry On Fail runs the node again, those that succeeded do not run again. Without it, items
	 * run one after the other, as those must that share a cursor. It gets the parameters of the first item.
	 *
	 * @throws Refusal
	 */
	readonly maxParallelItems?: (parameters: Parameters) => number;
	/**
	 * Runs the operation for one input item. It yields output items as they arrive, so that those are
	 * kept when something fails later.
	 *
	 * @throws Refusal worded for the user; the node adds itself and the item
	 */
	execute(execution: Execution, item: number): AsyncGenerator<INodeExecutionData[]>;
}

/** What operations are about, and the list of them. */
export interface Resource {
	readonly name: string;
	readonly value: string;
	readonly defaultOperation: Operation;
	readonly operations: readonly Operation[];
}
