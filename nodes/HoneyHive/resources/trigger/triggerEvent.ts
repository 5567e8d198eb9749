import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';

/** Something that starts a workflow. The dropdown, the display rules and the dispatch come from it. */
export interface TriggerEvent {
	readonly name: string;
	readonly value: string;
	/** In n8n's nodes panel. */
	readonly action: string;
	readonly description: string;
	readonly fields: INodeProperties[];
	/** One poll: its items, or null if there are none. @throws Refusal */
	poll(context: IPollFunctions): Promise<INodeExecutionData[] | null>;
}
