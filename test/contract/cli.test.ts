import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import spawn from 'cross-spawn';
import { asking, send } from './client';

const CLI = join(__dirname, '../emulator/cli.ts');
const running = new Set<ChildProcess>();

function start(...flags: string[]): ChildProcess {
	const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...flags], {
		cwd: join(__dirname, '../..'),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	child.once('exit', () => running.delete(child));
	return child;
}

afterEach(() => {
	for (const child of running) child.kill('SIGKILL');
});

async function run(...flags: string[]): Promise<{ code: unknown; out: string; error: string }> {
	const child = start(...flags);
	let [out, error] = ['', ''];
	child.stdout?.on('data', (part: Buffer) => (out += part.toString()));
	child.stderr?.on('data', (part: Buffer) => (error += part.toString()));
	const [code] = (await once(child, 'close')) as [unknown];
	return { code, out, error };
}

describe("The emulator's command line", () => {
	it.each(['SIGTERM', 'SIGINT'] as const)(
		'prints its address, serves requests and ends on %s',
		async (signal) => {
			const child = start('--events', '25', '--project', 'From the CLI', '--generations', 'export');
			if (!child.stdout) throw new Error('no output to read');
			const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
			const { url, key } = JSON.parse(line) as { url: string; key: string };
			expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
			const body = asking({ project: 'From the CLI' });
			const { json } = await send({ url }, 'POST /events/export', body, { key });
			expect(json.totalEvents).toBe(25);
			expect((await send({ url }, 'POST /v1/events/search', {}, { key })).status).toBe(404);
			child.kill(signal);
			expect(await once(child, 'exit')).toEqual([0, null]);
		},
	);

	it('serves the host of --host with the options that override it', async () => {
		const child = start('--host', 'v2-2026-11', '--rejected-key-status', '401', '--events', '5');
		if (!child.stdout) throw new Error('no output to read');
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const { url, key } = JSON.parse(line) as { url: string; key: string };
		const { json } = await send({ url }, 'POST /v1/events/search', {}, { key });
		expect(json.events.some((event) => event.event_name === 'invoke_agent')).toBe(true);
		expect((await send({ url }, 'POST /events/export', asking(), { key })).status).toBe(404);
		expect((await send({ url }, 'POST /v1/events/search', {}, { key: 'wrong' })).status).toBe(401);
	});

	it('prints its options and control routes for --help', async () => {
		const { code, out } = await run('--help');
		expect(code).toBe(0);
		expect(out).toContain('--distribution');
		expect(out).toContain('/__emulator/faults');
	});

	it.each([
		[['--events', 'many'], '--events must be a number, not "many"'],
		[['--export-v1-host', 'v3'], '--export-v1-host:'],
		[['--host', 'v3'], '--host:'],
		[['--requests-per-second', '0'], '--requests-per-second:'],
		[['--event-ms', 'long'], '--event-ms must be a number, not "long"'],
		[['--from', 'yesterday'], '--from: must be an ISO 8601 date'],
		[['--nope'], '--nope'],
	])('rejects the arguments %j with a one-sentence message', async (flags, sentence) => {
		const { code, out, error } = await run(...flags);
		expect(code).toBe(2);
		expect(out).toBe('');
		expect(error).toContain(sentence);
		expect(error.trim().split('\n')).toHaveLength(1);
	});
});
