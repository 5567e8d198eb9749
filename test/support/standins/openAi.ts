import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isToolDefinition, readMessages, type ChatMessage, type ToolDefinition } from './chat';
import { jsonObject, listenerOf, unknownKeys, type SiteAnswer, type SiteRequest } from './site';

/** The model's reply to a request: calls of tools by their names, or its answer. */
export type Turn = { readonly calls: readonly ModelCall[] } | { readonly says: string };

export interface ModelCall {
	readonly tool: string;
	readonly arguments: object;
}

export interface ChatRequest {
	readonly messages: readonly ChatMessage[];
	readonly tools: readonly ToolDefinition[];
}

export interface ScriptedModel {
	/** The base URL for a credential. */
	readonly url: string;
	/** The requests in the order of arrival. */
	readonly requests: readonly ChatRequest[];
	/** The reasons for rejected requests; a test expects none. */
	readonly refusals: readonly string[];
	/** Sets the model's replies, turn by turn. */
	follow(script: readonly Turn[]): void;
	close(): Promise<void>;
}

const known = ['model', 'messages', 'tools', 'tool_choice', 'temperature', 'stream'];

/** A scripted model with OpenAI's chat completions API on loopback. It rejects what OpenAI rejects. */
export async function startScriptedModel(apiKey: string): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const refusals: string[] = [];
	let turns: Turn[] = [];

	function answer(request: SiteRequest): SiteAnswer {
		const fault = faultOf(request, apiKey);
		if (fault) return refuse(fault.status, fault.message);
		const asked = readRequest(request.text);
		if (typeof asked === 'string') return refuse(400, asked);
		const turn = turns.shift();
		if (!turn) return refuse(400, 'The script has come to its end');
		const stranger = strangerOf(turn, asked.tools);
		if (stranger !== undefined) return refuse(400, `No tool is named ${stranger}`);
		requests.push(asked);
		return { status: 200, body: completionOf(turn, requests.length) };
	}

	function refuse(status: number, message: string): SiteAnswer {
		refusals.push(message);
		return { status, body: { error: { message, type: 'invalid_request_error', code: null } } };
	}

	const server = createServer(listenerOf(answer));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		refusals,
		follow: (script) => {
			turns = [...script];
			requests.length = 0;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function faultOf(
	{ method, path, headers }: SiteRequest,
	apiKey: string,
): { status: number; message: string } | undefined {
	if (path !== '/v1/chat/completions' || method !== 'POST') {
		return { status: 404, message: `Invalid URL (${method} ${path})` };
	}
	if (headers.authorization !== `Bearer ${apiKey}`) {
		return { status: 401, message: 'Incorrect API key provided' };
	}
	return undefined;
}

/** @returns the reason why OpenAI would reject it, if it would */
function readRequest(text: string): ChatRequest | string {
	const body = jsonObject(text);
	if (body === undefined) return 'We could not parse the JSON body of your request';
	const [stranger] = unknownKeys(body, known);
	if (stranger !== undefined) return `Unrecognized request argument supplied: ${stranger}`;
	if (typeof body.model !== 'string') return 'you must provide a model parameter';
	if (body.stream === true) return 'This stand-in does not stream';
	const { tools = [] } = body;
	if (!Array.isArray(tools) || !tools.every(isToolDefinition)) return "Invalid 'tools'";
	const messages = readMessages(body.messages);
	return typeof messages === 'string' ? messages : { messages, tools };
}

function strangerOf(turn: Turn, tools: readonly ToolDefinition[]): string | undefined {
	const calls = 'calls' in turn ? turn.calls : [];
	return calls.find(({ tool }) => tools.every(({ function: { name } }) => name !== tool))?.tool;
}

function completionOf(turn: Turn, count: number): object {
	const content = 'says' in turn ? turn.says : null;
	const tool_calls =
		'calls' in turn
			? turn.calls.map((call, index) => ({
					id: `call_${count}_${index}`,
					type: 'function',
					function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
				}))
			: undefined;
	return {
		id: `chatcmpl-${count}`,
		object: 'chat.completion',
		created: 1_700_000_000,
		model: 'scripted',
		choices: [
			{
				index: 0,
				message: { role: 'assistant', content, ...(tool_calls && { tool_calls }) },
				finish_reason: tool_calls ? 'tool_calls' : 'stop',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
