import type {
	IConnections,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeTypeDescription,
	IPinData,
	IWorkflowSettings,
} from 'n8n-workflow';
import type { N8nSession } from './session';

export interface WorkflowDraft {
	readonly name: string;
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
	/** What a node returns instead of running, as when a user pins it. */
	readonly pinData?: IPinData;
	readonly settings?: IWorkflowSettings;
}

export interface Workflow extends WorkflowDraft {
	readonly id: string;
	readonly versionId: string;
}

export interface CredentialDraft {
	readonly name: string;
	readonly type: string;
	readonly data: IDataObject;
}

export interface Credential extends CredentialDraft {
	readonly id: string;
}

export interface ExecutionSummary {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
}

export async function createCredential(
	n8n: N8nSession,
	draft: CredentialDraft,
): Promise<Credential> {
	const { id } = await n8n.post<{ id: string }>('/rest/credentials', draft);
	return { ...draft, id };
}

/** Creates a credential that is the only one of its name and type, as an imported workflow needs it. */
export async function replaceCredential(
	n8n: N8nSession,
	draft: CredentialDraft,
): Promise<Credential> {
	const present = await n8n.get<Credential[]>('/rest/credentials');
	for (const { id, name, type } of present) {
		if (name === draft.name && type === draft.type) await n8n.delete(`/rest/credentials/${id}`);
	}
	return await createCredential(n8n, draft);
}

export async function deleteCredential(n8n: N8nSession, { id }: Credential): Promise<void> {
	await n8n.delete(`/rest/credentials/${id}`);
}

/** The result of the test that the editor shows after Save. */
export async function testCredential(
	n8n: N8nSession,
	credential: Credential,
): Promise<INodeCredentialTestResult> {
	return await n8n.post('/rest/credentials/test', { credentials: credential });
}

export async function createWorkflow(n8n: N8nSession, draft: WorkflowDraft): Promise<Workflow> {
	return await n8n.post('/rest/workflows', { settings: {}, ...draft });
}

/** Saves a change as a new version, which is not published yet. */
export async function updateWorkflow(n8n: N8nSession, workflow: Workflow): Promise<Workflow> {
	return await n8n.patch(`/rest/workflows/${workflow.id}`, workflow);
}

/** Publishes the workflow: its triggers run from now on. */
export async function activateWorkflow(
	n8n: N8nSession,
	{ id, versionId }: Workflow,
): Promise<void> {
	await n8n.post(`/rest/workflows/${id}/activate`, { versionId });
}

export async function deactivateWorkflow(n8n: N8nSession, { id }: Workflow): Promise<void> {
	await n8n.post(`/rest/workflows/${id}/deactivate`, {});
}

/** The latest executions of a workflow, newest first. */
export async function listExecutions(
	n8n: N8nSession,
	workflowId: string,
): Promise<ExecutionSummary[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await n8n.get<{ results: ExecutionSummary[] }>(
		`/rest/executions?filter=${filter}&limit=100`,
	);
	return results;
}

export async function nodeTypes(n8n: N8nSession): Promise<INodeTypeDescription[]> {
	return await jsonFile<INodeTypeDescription[]>(n8n, '/types/nodes.json');
}

export async function credentialTypes(n8n: N8nSession): Promise<Array<{ name: string }>> {
	return await jsonFile<Array<{ name: string }>>(n8n, '/types/credentials.json');
}

/** The output preview that the editor shows before a node has run. */
export async function schemaPreview(
	n8n: N8nSession,
	nodeType: string,
	version: string,
	resource: string,
	operation: string,
): Promise<IDataObject> {
	return await jsonFile(n8n, `/schemas/${nodeType}/${version}/${resource}/${operation}.json`);
}

async function jsonFile<T>(n8n: N8nSession, path: string): Promise<T> {
	const { status, text } = await n8n.file(path);
	if (status !== 200) throw new Error(`n8n answered GET ${path} with ${status}`);
	return JSON.parse(text) as T;
}
