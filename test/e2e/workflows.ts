import type { IDataObject } from 'n8n-workflow';
import type { Generation } from '../emulator';
import type { Credential, CredentialDraft, WorkflowDraft } from '../support/n8n/api/rest';

export const TRIGGER = 'When Asked';
export const EXPORT = 'HoneyHive';

/** What a user enters for one emulated host. */
export function honeyHiveCredential(
	baseUrl: string,
	generation: Generation,
	apiKey: string,
): CredentialDraft {
	return {
		name: `HoneyHive ${generation} ${baseUrl}`,
		type: 'honeyHiveApi',
		data: { apiKey, baseUrl, generation },
	};
}

/** Manual Trigger → HoneyHive Export, with these parameters over the node's defaults. */
export function exportWorkflow(credential: Credential, parameters: IDataObject): WorkflowDraft {
	return {
		name: `Export with ${credential.name}`,
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'export',
				name: EXPORT,
				type: 'n8n-nodes-honeyhive.honeyHive',
				typeVersion: 1,
				position: [220, 0],
				credentials: { honeyHiveApi: { id: credential.id, name: credential.name } },
				parameters: { resource: 'event', operation: 'export', ...parameters },
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: EXPORT, type: 'main', index: 0 }]] } },
	};
}
