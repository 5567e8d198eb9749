import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { FaultOf, Struck } from '../faults/faults';
import { jsonText, type Answer } from './call';
import { errorBody } from './problem';

const HTML =
	'<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><h1>The page is not available</h1></body></html>\n';
const TEXT = 'upstream connect error or disconnect/reset before headers';

/** The answer of a fault that replaces the API's, if one strikes. */
export function insteadAnswer(struck: Struck, pathAndQuery: string): Answer | undefined {
	const [status, replaced, redirect] = [
		struck.one('status'),
		struck.one('replaceBody'),
		struck.one('redirect'),
	];
	if (status) return statusAnswer(status);
	if (replaced) {
		const headers = { 'content-type': replaced.contentType ?? 'application/json; charset=utf-8' };
		return { status: 200, headers, body: Buffer.from(replaced.body) };
	}
	if (redirect) {
		const to = new URL(redirect.to);
		const location = to.pathname === '/' ? new URL(pathAndQuery, to) : to;
		return {
			status: redirect.status ?? 307,
			headers: { location: location.href },
			body: Buffer.alloc(0),
		};
	}
	return undefined;
}

/** @param retryAfter seconds */
export function tooManyRequests(retryAfter: number): Answer {
	return statusAnswer({ kind: 'status', status: 429, retryAfter });
}

function statusAnswer(fault: FaultOf<'status'>): Answer {
	const answer = statusBody(fault);
	const retryAfter = fault.retryAfter;
	if (retryAfter === undefined) return answer;
	const header =
		typeof retryAfter === 'object'
			? new Date(Date.now() + retryAfter.dateIn * 1000).toUTCString()
			: String(retryAfter);
	return { ...answer, headers: { ...answer.headers, 'retry-after': header } };
}

function statusBody({ status, body = 'json' }: FaultOf<'status'>): Answer {
	const textual = (type: string, text: string): Answer => ({
		status,
		headers: { 'content-type': `text/${type}; charset=utf-8` },
		body: Buffer.from(text),
	});
	switch (body) {
		case 'json':
			return jsonText(errorBody(status, REASONS[status] ?? 'Something went wrong'), status);
		case 'html':
			return textual('html', HTML);
		case 'text':
			return textual('plain', TEXT);
		case 'empty':
			return { status, headers: {}, body: Buffer.alloc(0) };
		default:
			return /^\s*[[{"]/.test(body) ? jsonText(body, status) : textual('plain', body);
	}
}

const REASONS: Partial<Record<number, string>> = {
	429: 'Too many requests',
	500: 'Internal server error',
	502: 'Bad gateway',
	503: 'Service unavailable',
	504: 'Gateway timeout',
};

/** Sends the answer the way the faults want it. Resolves when all has been handed over or the client left. */
export async function deliver(
	response: ServerResponse,
	answer: Answer,
	struck: Struck,
	untilGone: () => AbortSignal,
): Promise<void> {
	let { body } = answer;
	const headers: Record<string, string> = { ...answer.headers };
	if (struck.one('gzip')) {
		body = gzipSync(body, { level: 1 });
		headers['content-encoding'] = 'gzip';
	}
	if (struck.one('truncate')) body = body.subarray(0, Math.floor(body.length / 2));
	headers['content-length'] = String(body.length);
	response.writeHead(answer.status, headers);
	const drip = struck.one('drip');
	const midBody = struck.resets('midBody');
	if (midBody) body = body.subarray(0, Math.floor(body.length / 2));
	if (drip) await dripOut(response, body, drip, untilGone());
	else if (midBody) await new Promise((sent) => response.write(body, sent));
	if (midBody) response.socket?.resetAndDestroy();
	else response.end(drip ? undefined : body);
}

async function dripOut(
	response: ServerResponse,
	body: Buffer,
	{ bytes, everyMs }: FaultOf<'drip'>,
	signal: AbortSignal,
): Promise<void> {
	response.flushHeaders();
	for (let start = 0; start < body.length; start += bytes) {
		await wait(everyMs, undefined, { signal });
		response.write(body.subarray(start, start + bytes));
	}
}
