import type { IncomingMessage } from 'node:http';
import { errorBody, Problem } from './problem';

/** A request that has arrived whole, as the routes see it. */
export interface Call {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	text: string;
	/** The `{id}` of the route. */
	id: string;
}

/** What a route answers, before any fault. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** How many events a query for events has found for this answer. */
	found?: number;
	/** What a fault does to the data once this has been answered. */
	after?: () => void;
}

export function json(value: unknown, status = 200): Answer {
	return jsonText(JSON.stringify(value), status);
}

export function jsonText(text: string | Buffer, status = 200): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8' },
		body: Buffer.isBuffer(text) ? text : Buffer.from(text),
	};
}

export async function readText(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

/** The body of a call that must carry JSON; throws a 400 {@link Problem}. */
export function readJson(call: Call): unknown {
	if (!/^application\/json\b/i.test(call.headers['content-type'] ?? '')) {
		throw new Problem(400, 'Content-Type: must be application/json');
	}
	return parseJson(call.text, 'Request body');
}

export function parseJson(text: string, what: string): unknown {
	const value = tryJson(text);
	if (value === undefined) throw new Problem(400, `${what}: is not valid JSON`);
	return value;
}

/** Undefined when the text is not JSON (which can say null, but never undefined). */
export function tryJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** What `answer` answers, or HoneyHive's error body when it refuses. */
export function orRefusal(answer: () => Answer): Answer {
	try {
		return answer();
	} catch (error) {
		return refusal(error);
	}
}

function refusal(error: unknown): Answer {
	if (!(error instanceof Problem)) throw error;
	return jsonText(errorBody(error.status, error.message), error.status);
}
