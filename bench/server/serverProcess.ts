import { setTimeout as wait } from 'node:timers/promises';

import {
	GOOD_KEY,
	startEmulator,
	type Emulator,
	type Generation,
	type HoneyHiveEvent,
} from '../../test/emulator';
import { windowSeconds } from '../../test/emulator/http/rateLimit';
import { routes } from '../cases';
import { answerParent } from '../measure/answerParent';
import { digestEvents } from '../measure/digest';
import type { ServerCount, ServerRequest, ServerSettings, ServerStart, Verdict } from '../protocol';
import { eventsPaths, pageRequestBody, PROJECT, VERDICT } from './api';

/** The HoneyHive emulator in a process of its own. */

/** Memory per event for the emulator's cache of serialized events, which may drop up to half of it. */
const cachedBytesPerEvent = 2 * 2_500;

let emulator: Emulator;
let isRateLimited = false;
let cpuAtClear = process.cpuUsage();

answerParent(async (request: ServerRequest) => {
	switch (request.task) {
		case 'start':
			return await start(request.settings);
		case 'clear':
			return await clear();
		case 'count':
			return count();
		case 'ids':
			return Array.from(emulator.events(), idOf);
		case 'verdicts':
			return verdicts();
	}
});

async function start(settings: ServerSettings): Promise<ServerStart> {
	isRateLimited = settings.requestsPerSecond !== undefined;
	const keptBytes = settings.events * cachedBytesPerEvent;
	emulator = await startEmulator({ ...settings, project: PROJECT, keptBytes });
	const responseBytes = { search: 0, export: 0 };
	for (const { generation, pageSize } of routes) {
		responseBytes[generation] = await readAll(generation, pageSize, settings.events);
	}
	return {
		url: emulator.url,
		key: GOOD_KEY,
		eventBytes: responseBytes.export / settings.events,
		responseBytes,
		expected: await digestEvents(emulator.events()),
		nodeVersion: process.version,
	};
}

/**
 * Reads every page once, so that the emulator has serialized every event before it is measured.
 *
 * @returns the total size of the responses
 */
async function readAll(generation: Generation, pageSize: number, events: number): Promise<number> {
	let bytes = 0;
	for (let page = 1; page <= Math.ceil(events / pageSize); page++) {
		bytes += await readPage(generation, pageSize, page);
	}
	return bytes;
}

async function readPage(generation: Generation, limit: number, page: number): Promise<number> {
	const response = await ask(generation, limit, page);
	if (!response.ok) throw new Error(await response.text());
	return (await response.arrayBuffer()).byteLength;
}

/** Waits as long as a rate limit asks for. */
async function ask(generation: Generation, limit: number, page: number): Promise<Response> {
	const response = await fetch(emulator.url + eventsPaths[generation], {
		method: 'POST',
		headers: { authorization: `Bearer ${GOOD_KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(pageRequestBody(generation, limit, page)),
	});
	if (response.status !== 429) return response;
	await response.body?.cancel();
	await wait(windowSeconds * 1000);
	return await ask(generation, limit, page);
}

async function clear(): Promise<void> {
	// The requests of the run before must not count toward the rate of the next one.
	if (isRateLimited) await wait(windowSeconds * 1000);
	emulator.clearRequests();
	globalThis.gc?.();
	cpuAtClear = process.cpuUsage();
}

function count(): ServerCount {
	const { user, system } = process.cpuUsage(cpuAtClear);
	return {
		requests: emulator.requests.length,
		refusals: emulator.requests.filter(({ status }) => status === 429).length,
		connections: new Set(emulator.requests.map(({ connection }) => connection)).size,
		cpuMs: (user + system) / 1000,
	};
}

/** The verdicts of all events that have one, in the order of their IDs under the task 'ids'. */
function verdicts(): Verdict[] {
	return Array.from(emulator.events()).flatMap((event) => {
		const score = event.metrics?.[VERDICT];
		return typeof score === 'number' ? [{ eventId: idOf(event), score }] : [];
	});
}

function idOf({ event_id }: HoneyHiveEvent): string {
	return event_id ?? '';
}
