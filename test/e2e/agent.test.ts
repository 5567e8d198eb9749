import type { IDataObject } from 'n8n-workflow';

import { GOOD_KEY } from '../emulator';
import { itemsOf, runWorkflow } from '../support/n8n/api/execution';
import {
	createCredential,
	createWorkflow,
	type Credential,
	type WorkflowDraft,
} from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { startScriptedModel, type ScriptedModel, type Turn } from '../support/standins/openAi';
import { withEmulator } from '../support/withEmulator';
import { signIn } from './instance';
import { SIMPLIFIED_COLUMNS } from './simplified';
import { honeyHiveCredential, TRIGGER } from './workflows';

const AGENT = 'AI Agent';
const TOOL = 'HoneyHive';
const MODEL_KEY = 'sk-of-the-test';
const PROJECT = 'Demo Project';

let n8n: N8nSession;
const host = withEmulator({ project: PROJECT, events: 200 });
let model: ScriptedModel;
let honeyHive: Credential;
let openAi: Credential;
beforeAll(async () => {
	n8n = await signIn();
	model = await startScriptedModel(MODEL_KEY);
	honeyHive = await createCredential(n8n, honeyHiveCredential(host.url, 'export', GOOD_KEY));
	openAi = await createCredential(n8n, {
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: MODEL_KEY, url: model.url },
	});
});
afterAll(async () => {
	await model.close();
});

/** Manual Trigger → AI Agent, with a chat model and the HoneyHive node as its tool. */
function agentWorkflow(parameters: IDataObject, agentVersion: number): WorkflowDraft {
	const node = (name: string, type: string, typeVersion: number, more: object) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: {},
		...more,
	});
	return {
		name: 'An agent that reads events',
		settings: { executionOrder: 'v1' },
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', agentVersion, {
				parameters: { promptType: 'define', text: 'Which calls failed?', options: {} },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
				parameters: {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					responsesApiEnabled: false,
					options: { maxRetries: 0 },
				},
				credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
			}),
			node(TOOL, 'n8n-nodes-honeyhive.honeyHiveTool', 1, {
				parameters: {
					resource: 'event',
					operation: 'export',
					project: { __rl: true, mode: 'name', value: PROJECT },
					dateRange: 'any',
					...parameters,
				},
				credentials: { honeyHiveApi: { id: honeyHive.id, name: honeyHive.name } },
			}),
		],
		connections: {
			[TRIGGER]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			[TOOL]: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
		},
	};
}

/** Parameters that the model fills in, written as the editor's button does. */
const filledIn = {
	filterType: 'json',
	filtersJson: "={{ $fromAI('filters', 'Conditions that an event must meet', 'json') }}",
	limit: "={{ $fromAI('limit', 'How many events to return', 'number') }}",
};

const modelCalls = [{ field: 'event_type', operator: 'is', value: 'model', type: 'string' }];

/** Runs the agent with a scripted model. @returns the agent's answer */
async function runAgent(
	parameters: IDataObject,
	script: readonly Turn[],
	agentVersion = 3.1,
): Promise<unknown> {
	model.follow(script);
	const workflow = await createWorkflow(n8n, agentWorkflow(parameters, agentVersion));
	const execution = await runWorkflow(n8n, workflow, TRIGGER);
	expect(model.refusals).toEqual([]);
	return itemsOf(execution, AGENT)[0]?.json.output;
}

/** The results of the tool that the last request to the model contained, call by call. */
function toolResults(): string[] {
	const last = model.requests.at(-1)?.messages ?? [];
	return last.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
}

function call(args: object): Turn {
	return { calls: [{ tool: TOOL, arguments: args }] };
}

describe('The node as a tool of an AI agent', () => {
	it('is offered to the model with the parameters that it may fill in', async () => {
		await runAgent(filledIn, [{ says: 'No need to look' }]);

		expect(model.requests[0]?.tools).toMatchObject([
			{
				function: {
					name: TOOL,
					description: expect.stringMatching(/^Reads LLM trace events .+ JSON list.+ ISO 8601/),
					parameters: {
						properties: {
							filters: { description: 'Conditions that an event must meet' },
							limit: { type: 'number', description: 'How many events to return' },
						},
						required: ['filters', 'limit'],
					},
				},
			},
		]);
	});

	it("runs with the model's arguments and returns the events to the model", async () => {
		host.clearRequests();

		const answer = await runAgent(filledIn, [
			call({ filters: modelCalls, limit: 3 }),
			{ says: 'Three calls' },
		]);

		expect(answer).toBe('Three calls');
		expect(host.requests.map(({ body }) => body)).toMatchObject([
			{ project: PROJECT, filters: modelCalls },
		]);
		const [result = ''] = toolResults();
		const events = JSON.parse(result) as IDataObject[];
		expect(events).toHaveLength(3);
		for (const event of events) {
			expect(Object.keys(event)).toEqual(SIMPLIFIED_COLUMNS);
			expect(event.event_type).toBe('model');
		}
	});

	it('returns at most 20 simplified events by default', async () => {
		await runAgent({}, [call({}), { says: 'Twenty calls' }]);

		const [result = ''] = toolResults();
		const events = JSON.parse(result) as IDataObject[];
		expect(events).toHaveLength(20);
		for (const event of events) expect(event).toHaveProperty('status');
		expect(result.length).toBeLessThan(25_000);
	});

	it('reads the session whose ID the model fills in', async () => {
		const [event] = host.events();
		const sessionId = {
			__rl: true,
			mode: 'id',
			value: "={{ $fromAI('session_id', 'The ID of a session', 'string') }}",
		};
		await runAgent({ resource: 'session', operation: 'get', sessionId }, [
			call({ session_id: event?.session_id }),
			{ says: 'One session' },
		]);

		const [result = ''] = toolResults();
		expect(JSON.parse(result)).toMatchObject([{ session_id: event?.session_id }]);
	});

	it('cuts off an answer that is too long, and says how to ask for less', async () => {
		await runAgent({ output: 'raw', limit: 100 }, [call({}), { says: 'Too much' }]);

		const [result = ''] = toolResults();
		const answer = JSON.parse(result) as IDataObject[];
		expect(result.length).toBeLessThan(41_000);
		expect(answer.at(-1)).toEqual({
			hint: expect.stringContaining('Ask for less at a time'),
			shown: answer.length - 1,
			read: 100,
		});
	});

	it('tells the model that nothing was found, and what was asked', async () => {
		const filters = [{ field: 'event_name', operator: 'is', value: 'none', type: 'string' }];
		await runAgent(filledIn, [call({ filters, limit: 5 }), { says: 'Nothing' }]);

		const [result = ''] = toolResults();
		expect(JSON.parse(result)).toMatchObject([
			{
				hint: expect.stringContaining('Nothing was found'),
				asked: { project: PROJECT, filtersJson: filters, limit: 5 },
			},
		]);
	});

	it.each([3.1, 2.2])(
		'tells the model how to correct a wrong argument, so that it asks again (agent version %s)',
		async (agentVersion) => {
			const answer = await runAgent(
				filledIn,
				[
					call({ filters: [{ field: 'event_type', operator: '=', value: 'model' }], limit: 1 }),
					call({ filters: modelCalls, limit: 0 }),
					call({ filters: modelCalls, limit: 1 }),
					{ says: 'One call' },
				],
				agentVersion,
			);

			expect(answer).toBe('One call');
			const [operator, limit, events = ''] = toolResults();
			expect(operator).toContain("has the 'Operator' '='");
			expect(operator).toContain('Choose one of: is, is not, contains, not contains, greater than');
			expect(limit).toContain("'Limit' is 0 but must be a whole number, 1 or more");
			expect(limit).toContain('Enter a whole number, 1 or more.');
			expect(JSON.parse(events)).toMatchObject([{ event_type: 'model' }]);
		},
	);
});
