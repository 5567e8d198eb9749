import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { methods } from './methods';
import { toNodeError } from './nodeError';
import { poll, triggerProperties } from './resources/trigger';

export class HoneyHiveTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HoneyHive Trigger',
		name: 'honeyHiveTrigger',
		icon: { light: 'file:honeyhive.svg', dark: 'file:honeyhive.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["event"] === "sessionFinished" ? "On session finished" : "On new event" }}',
		// n8n's nodes panel shows one entry for both nodes, with this description.
		description:
			'Read LLM trace events from HoneyHive, write scores and feedback to them, or start a workflow when there are new ones or a session has finished',
		documentationUrl: 'https://github.com/n8n-nodes-honeyhive/n8n-nodes-honeyhive#new-events',
		defaults: { name: 'HoneyHive Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'honeyHiveApi', required: true }],
		properties: triggerProperties,
	};

	methods = methods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			const items = await poll(this);
			return items && [items];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}
