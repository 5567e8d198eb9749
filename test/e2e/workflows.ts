import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
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
	return askedFor(credential, {
		name: EXPORT,
		type: 'n8n-nodes-honeyhive.honeyHive',
		typeVersion: 1,
		parameters: { resource: 'event', operation: 'export', ...parameters } as INodeParameters,
	});
}

/** Manual Trigger → n8n's HTTP Request, which uses the HoneyHive credential for this URL. */
export function httpRequestWorkflow(credential: Credential, url: string): WorkflowDraft {
	return askedFor(credential, {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential.type,
		},
	});
}

/** Manual Trigger → a node that uses the credential. */
function askedFor(
	credential: Credential,
	node: Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'>,
): WorkflowDraft {
	return {
		name: `${node.name} with ${credential.name}`,
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
				...node,
				id: 'asked',
				position: [220, 0],
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	};
}
