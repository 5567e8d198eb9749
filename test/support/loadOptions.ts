import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeParameters } from 'n8n-workflow';

import type { CredentialData } from './credentialStore';
import { additionalDataOf, nodeTypes } from './host';

/**
 * The context that n8n passes to a method that fills a dropdown, here one in the first filter row.
 *
 * @param credential undefined when none is chosen yet
 * @param credentialId under which n8n has stored it
 */
export function loadOptionsContext(
	credential: CredentialData | undefined,
	parameters: INodeParameters = {},
	credentialId = '1',
): LoadOptionsContext {
	const node: INode = {
		id: 'honeyHive',
		name: 'HoneyHive',
		type: 'n8n-nodes-honeyhive.honeyHive',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credential && { credentials: { honeyHiveApi: { id: credentialId, name: 'HoneyHive' } } }),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = additionalDataOf(workflow, credential ?? {});
	additionalData.currentNodeParameters = parameters;
	return new LoadOptionsContext(
		workflow,
		node,
		additionalData,
		'parameters.filters.conditions[0].operator',
	);
}
