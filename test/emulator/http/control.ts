import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { isFields, type HoneyHiveEvent } from '../data/event';
import { faultSchema } from '../faults/faults';
import type { Host } from '../host';
import { json, orRefusal, parseJson, type Answer, type Call } from './call';
import { Problem } from './problem';
import type { Recording } from './recording';
import { check } from '../reading/requests';

export const CONTROL_PREFIX = '/__emulator/';
const DONE: Answer = { status: 204, headers: {}, body: Buffer.alloc(0) };

/** The emulator's own routes, for users in another process. They need no key and are never recorded. */
export async function control(
	host: Host,
	recording: Recording,
	call: Call,
	response: ServerResponse,
): Promise<void> {
	if (call.method === 'GET' && call.path === '/__emulator/events') {
		await streamEvents(host, response);
		return;
	}
	const answer = orRefusal(() => steer(host, recording, call));
	response.writeHead(answer.status, answer.headers);
	response.end(answer.body);
}

function steer(host: Host, recording: Recording, call: Call): Answer {
	const id = /^\/__emulator\/events\/([^/]+)$/.exec(call.path)?.[1];
	if (call.method === 'DELETE' && id !== undefined) {
		if (!host.store.remove(decodeURIComponent(id)))
			throw new Problem(404, `Event ${id} was not found`);
		return DONE;
	}
	switch (`${call.method} ${call.path}`) {
		case 'POST /__emulator/faults':
			for (const fault of list(call)) host.faults.add(check(faultSchema, fault));
			return DONE;
		case 'DELETE /__emulator/faults':
			host.faults.clear();
			return DONE;
		case 'GET /__emulator/requests':
			return json(recording.requests);
		case 'DELETE /__emulator/requests':
			recording.clear();
			return DONE;
		case 'POST /__emulator/events':
			host.load(readEvents(call));
			return DONE;
		default:
			throw new Problem(404, `Cannot ${call.method} ${call.path}`);
	}
}

/** One, or a list of them. */
function list(call: Call): unknown[] {
	const body = parseJson(call.text, 'Request body');
	return Array.isArray(body) ? body : [body];
}

/** An event, a list of them, or NDJSON (what GET answers). */
function readEvents(call: Call): HoneyHiveEvent[] {
	const lines = call.text.split('\n').filter((line) => line.trim() !== '');
	const ndjson =
		lines.length > 1 && lines.every((line) => line.startsWith('{') && line.endsWith('}'));
	const events = ndjson ? lines.map((line) => parseJson(line, 'Request body')) : list(call);
	return events.map((event) => {
		if (!isFields(event)) throw new Problem(400, 'Request body: an event must be an object');
		return event;
	});
}

async function streamEvents(host: Host, response: ServerResponse): Promise<void> {
	response.writeHead(200, { 'content-type': 'application/x-ndjson' });
	for (const event of host.store.all()) {
		if (response.destroyed) return;
		if (!response.write(`${JSON.stringify(event)}\n`)) {
			await Promise.race([once(response, 'drain'), once(response, 'close')]);
		}
	}
	response.end();
}
