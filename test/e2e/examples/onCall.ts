import { request } from 'undici';
import type { WorkflowDraft } from '../../support/n8n/api/rest';
import { eventually } from '../eventually';

/**
 * The workflow with a webhook in place of its schedule, so that a test decides when the published
 * workflow runs; the editor's button would start a manual run.
 */
export function startedByCall(draft: WorkflowDraft, schedule: string, path: string): WorkflowDraft {
	return {
		...draft,
		nodes: draft.nodes.map((node) =>
			node.name !== schedule
				? node
				: {
						...node,
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						webhookId: path,
						parameters: {
							httpMethod: 'POST',
							path,
							responseMode: 'lastNode',
							responseData: 'noData',
						},
					},
		),
	};
}

/**
 * Resolves when the run has ended. n8n accepts calls shortly after it has published the workflow.
 * @returns what the webhook answered
 */
export async function callWorkflow(n8nUrl: string, path: string, body = {}): Promise<string> {
	let answer = '';
	await eventually(async () => {
		const response = await request(`${n8nUrl}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		answer = await response.body.text();
		const { statusCode } = response;
		if (statusCode !== 404 && statusCode !== 200) throw new Error(`${statusCode}: ${answer}`);
		return statusCode === 200;
	});
	return answer;
}
