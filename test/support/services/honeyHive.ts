import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { request } from 'undici';
import type { HoneyHiveEvent } from '../../emulator';
import { startTree } from '../n8n/process/processTree';
import { serverLog } from './program';
import { untilUp } from './untilUp';

const root = join(__dirname, '..', '..', '..');

export interface HoneyHive {
	readonly url: string;
	readonly key: string;
	/** Every event in it, one by one. */
	events(): AsyncIterable<HoneyHiveEvent>;
	/** Adds an event unchanged, however odd. */
	load(event: object): Promise<void>;
	remove(eventId: string): Promise<void>;
	stop(): Promise<void>;
}

/**
 * The HoneyHive emulator as a process of its own, so that neither it nor its caller waits for the other.
 * @param flags those of `npm run emulator -- --help`
 */
export async function startHoneyHive(flags: readonly string[]): Promise<HoneyHive> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-emulator-'));
	const logFile = serverLog(folder);
	const tree = startTree({
		command: process.execPath,
		args: ['--import', 'tsx', join(root, 'test', 'emulator', 'cli.ts'), ...flags],
		cwd: root,
		env: process.env,
		logFile,
		guarded: true,
	});
	// When it is ready it prints its address and its key.
	const greeting = async () => JSON.parse(await readFile(logFile, 'utf8')) as Greeting;
	await untilUp('The emulator', tree, logFile, async () => Boolean(await greeting()));
	const { url, key } = await greeting();
	return {
		url,
		key,
		events: () => readEvents(url),
		load: async (event) => await send('POST', `${url}/__emulator/events`, event),
		remove: async (eventId) => await send('DELETE', `${url}/__emulator/events/${eventId}`),
		stop: async () => {
			await tree.end();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

interface Greeting {
	readonly url: string;
	readonly key: string;
}

async function* readEvents(url: string): AsyncGenerator<HoneyHiveEvent> {
	const { body } = await request(`${url}/__emulator/events`);
	for await (const line of createInterface({ input: Readable.from(body) })) {
		if (line !== '') yield JSON.parse(line) as HoneyHiveEvent;
	}
}

async function send(method: 'POST' | 'DELETE', url: string, body?: object): Promise<void> {
	const answer = await request(url, {
		method,
		headers: { 'content-type': 'application/json' },
		body: body === undefined ? null : JSON.stringify(body),
	});
	const text = await answer.body.text();
	if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${text}`);
}
