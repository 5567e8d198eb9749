import { GOOD_KEY, startEmulator, type Emulator, type Generation } from '../../test/emulator';
import { answer } from '../measure/answerParent';
import { eventsPaths, pageOf, PROJECT } from './api';
import { routes } from '../cases';
import { digestOf } from '../measure/digest';
import type { ServerCount, ServerRequest, ServerSettings, ServerStart } from '../protocol';

/** Bytes that the emulator keeps for each event, half of which are sure to stay. */
const keptPerEvent = 2 * 2_500;

let emulator: Emulator;
let cpuAtClear = process.cpuUsage();

answer(async (request: ServerRequest) => {
	switch (request.task) {
		case 'start':
			return await start(request.settings);
		case 'clear':
			emulator.clearRequests();
			globalThis.gc?.();
			cpuAtClear = process.cpuUsage();
			return undefined;
		case 'count':
			return count();
	}
});

async function start(settings: ServerSettings): Promise<ServerStart> {
	const keptBytes = settings.events * keptPerEvent;
	emulator = await startEmulator({ ...settings, project: PROJECT, keptBytes });
	const answerBytes = { search: 0, export: 0 };
	for (const { generation, pageSize } of routes) {
		answerBytes[generation] = await readAll(generation, pageSize, settings.events);
	}
	return {
		url: emulator.url,
		key: GOOD_KEY,
		eventBytes: answerBytes.export / settings.events,
		answerBytes,
		truth: await digestOf(emulator.events()),
		node: process.version,
	};
}

/** Has every event written once, so that later only sending it costs; the bytes of all answers. */
async function readAll(generation: Generation, pageSize: number, events: number): Promise<number> {
	let bytes = 0;
	for (let page = 1; page <= Math.ceil(events / pageSize); page++) {
		bytes += await read(generation, pageSize, page);
	}
	return bytes;
}

async function read(generation: Generation, limit: number, page: number): Promise<number> {
	const response = await fetch(emulator.url + eventsPaths[generation], {
		method: 'POST',
		headers: { authorization: `Bearer ${GOOD_KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(pageOf(generation, limit, page)),
	});
	if (!response.ok) throw new Error(await response.text());
	return (await response.arrayBuffer()).byteLength;
}

function count(): ServerCount {
	const { user, system } = process.cpuUsage(cpuAtClear);
	return {
		requests: emulator.requests.length,
		connections: new Set(emulator.requests.map(({ connection }) => connection)).size,
		cpuMilliseconds: (user + system) / 1000,
	};
}
