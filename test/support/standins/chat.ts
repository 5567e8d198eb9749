import { isRecord } from './site';

/** A function that the model may call, with the JSON Schema of its arguments. */
export interface ToolDefinition {
	readonly type: 'function';
	readonly function: {
		readonly name: string;
		readonly description: string;
		readonly parameters: Readonly<Record<string, unknown>>;
	};
}

export interface ChatMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: unknown;
	/** Ids of the calls that an assistant's message makes. */
	readonly calls: readonly string[];
	/** Which call a tool's message answers. */
	readonly answers?: string;
}

const roles = ['system', 'user', 'assistant', 'tool'] as const;

export function isToolDefinition(tool: unknown): tool is ToolDefinition {
	if (!isRecord(tool) || tool.type !== 'function' || !isRecord(tool.function)) return false;
	const { name, description, parameters } = tool.function;
	const isName = typeof name === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(name);
	return isName && typeof description === 'string' && isRecord(parameters);
}

/** @returns the reason why OpenAI would reject them, if it would */
export function readMessages(value: unknown): readonly ChatMessage[] | string {
	const messages = Array.isArray(value) ? value.map(readMessage) : [];
	if (messages.length === 0) return "Invalid 'messages': empty array";
	const read = messages.filter((message) => message !== undefined);
	if (read.length < messages.length) return "Invalid 'messages': a message is not well-formed";
	const open = new Set<string>();
	for (const { role, calls, answers } of read) {
		if (role === 'tool' && !open.delete(answers ?? '')) {
			return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
		}
		if (role !== 'tool' && open.size > 0) break;
		for (const id of calls) open.add(id);
	}
	return open.size === 0
		? read
		: "An assistant message with 'tool_calls' must be followed by tool messages";
}

function readMessage(message: unknown): ChatMessage | undefined {
	if (!isRecord(message)) return undefined;
	const role = roles.find((name) => name === message.role);
	const calls: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : [];
	const { content, tool_call_id: answers } = message;
	if (role === undefined || (role === 'tool' && typeof answers !== 'string')) return undefined;
	return {
		role,
		content,
		calls: calls.map((call) => (isRecord(call) ? String(call.id) : '')),
		...(typeof answers === 'string' && { answers }),
	};
}
