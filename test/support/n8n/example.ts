import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode, INodeParameterResourceLocator } from 'n8n-workflow';

import type { Credential, WorkflowDraft } from './api/rest';

/** The credentials of the nodes in the examples. */
const credentialTypes: Readonly<Record<string, string>> = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'n8n-nodes-base.googleSheets': 'googleApi',
	'n8n-nodes-base.httpRequest': 'httpHeaderAuth',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.webhook': 'httpHeaderAuth',
	'n8n-nodes-honeyhive.honeyHive': 'honeyHiveApi',
	'n8n-nodes-honeyhive.honeyHiveTool': 'honeyHiveApi',
	'n8n-nodes-honeyhive.honeyHiveTrigger': 'honeyHiveApi',
};

/** What a user chooses in the nodes of an imported example. */
export interface Choices {
	readonly project: string;
	readonly credentials: readonly Credential[];
	/** The nodes to deactivate, which then need no credential. */
	readonly deactivated?: readonly string[];
}

/** A workflow of the examples folder, with the project and the credentials chosen in its nodes. */
export async function exampleWorkflow(file: string, choices: Choices): Promise<WorkflowDraft> {
	const path = join(__dirname, '..', '..', '..', 'examples', file);
	const draft = JSON.parse(await readFile(path, 'utf8')) as WorkflowDraft;
	return { ...draft, nodes: draft.nodes.map((node) => chooseIn(node, choices)) };
}

/** @throws Error when a credential that the node needs is not among them */
function chooseIn(node: INode, { project, credentials, deactivated = [] }: Choices): INode {
	if (deactivated.includes(node.name)) return { ...node, disabled: true };
	const { parameters } = node;
	const type = isOpen(node) ? undefined : credentialTypes[node.type];
	const chosen = credentials.find((credential) => credential.type === type);
	if (type !== undefined && !chosen) throw new Error(`'${node.name}' needs a ${type}`);
	return {
		...node,
		parameters: 'project' in parameters ? { ...parameters, project: byName(project) } : parameters,
		...(type !== undefined &&
			chosen && { credentials: { [type]: { id: chosen.id, name: chosen.name } } }),
	};
}

/** A webhook that anyone may call. */
function isOpen({ type, parameters }: INode): boolean {
	return type === 'n8n-nodes-base.webhook' && parameters.authentication === undefined;
}

/** A resource locator's value as the editor stores it. */
function byName(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'name', value };
}
