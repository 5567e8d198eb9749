import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { json } from 'node:stream/consumers';
import spawn from 'cross-spawn';

import { confirm } from '../../probe/confirm';
import { isSafe, type Report } from '../../probe/probe';
import { maxRequests } from '../../probe/host';
import { probeName, probeWriting, type WriteOptions } from '../../probe/write';
import { GOOD_KEY, HOST_NAMES, READ_ONLY_KEY } from '../emulator';
import { withEmulator } from '../support/withEmulator';

const PROJECT = 'Demo Project';

/** Data Plane V2 accepts no other IDs than UUIDs. */
const RATED = '7f22137a-6911-4ed3-bc36-110f1dde6b66';

const does = ({ rows }: Report) => Object.fromEntries(rows.map((row) => [row.name, row.does]));

describe.each(HOST_NAMES)('The probe of updates to HoneyHive as of %s', (host) => {
	const emulator = withEmulator({ host, events: 20, project: PROJECT });
	const generation = host.startsWith('v1') ? 'export' : 'search';
	const optionsFor = (more: Partial<WriteOptions> = {}): WriteOptions => ({
		...{ baseUrl: emulator.url, apiKey: GOOD_KEY, generation, project: PROJECT },
		...{ pauseMs: 0, waitMs: 0, eventId: RATED },
		...more,
	});
	const writes = () => emulator.requests.filter(({ method }) => method === 'PUT');

	beforeEach(() => {
		emulator.load([
			{
				project_id: PROJECT,
				event_id: RATED,
				event_type: 'model',
				start_time: Date.UTC(2026, 0, 31),
				metrics: { helpfulness: 0.9, helpfulness_explanation: 'It answers' },
				feedback: { rating: 5 },
			},
		]);
	});

	it('finds its values in the one event, next to those that were there', async () => {
		const others = () => [...emulator.events()].filter(({ event_id }) => event_id !== RATED);
		const before = others();

		const report = await probeWriting(optionsFor());

		expect(does(report)).toEqual({
			'Time until an update can be read': expect.stringMatching(/^\d+\.\d s$/),
			'Other values in metrics': '2 kept',
			'Other values in feedback': '1 kept',
			'Other fields of the event': 'nothing is lost',
		});
		expect(isSafe(report)).toBe(true);
		expect([...emulator.events()].find(({ event_id }) => event_id === RATED)).toMatchObject({
			metrics: {
				helpfulness: 0.9,
				helpfulness_explanation: 'It answers',
				[probeName]: expect.any(Number),
				[`${probeName}_explanation`]: expect.stringContaining('probe of n8n-nodes-honeyhive'),
			},
			feedback: { rating: 5, [probeName]: expect.any(String) },
		});
		expect(writes()).toHaveLength(1);
		expect(others()).toEqual(before);
	});

	it('names neither the key nor the event in its report', async () => {
		const printed = JSON.stringify(await probeWriting(optionsFor()));

		for (const secret of [GOOD_KEY, PROJECT, RATED, 'helpfulness']) {
			expect(printed).not.toContain(secret);
		}
	});

	it('says that the host refuses a key that may only read', async () => {
		await expect(probeWriting(optionsFor({ apiKey: READ_ONLY_KEY }))).rejects.toThrow(
			/^The host answered HTTP 40[34] to the update$/,
		);
	});

	it('writes nothing for an event that does not exist', async () => {
		await expect(
			probeWriting(optionsFor({ eventId: 'caf77ace-3417-4da4-944d-f4a0688f3c23' })),
		).rejects.toThrow('does not have the event');
		expect(writes()).toEqual([]);
	});
});

describe('The probe of updates to a host of another kind', () => {
	/** The event of the host, and what each update makes of it. */
	let event: Record<string, unknown>;
	let update: (changes: object) => void;
	let server: Server;
	beforeAll(async () => {
		server = createServer((request, response) => {
			void json(request).then((body) => {
				if (request.method === 'PUT') update(body as object);
				response.end(JSON.stringify({ events: [event], count: 1 }));
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
	});
	beforeEach(() => {
		event = { event_id: 'one', metrics: { helpfulness: 1 }, metadata: { ticket: 1 } };
	});
	afterAll(() => server.close());

	const report = () =>
		probeWriting({
			...{ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
			...{ apiKey: GOOD_KEY, generation: 'search', project: undefined, eventId: 'one' },
			...{ pauseMs: 0, waitMs: 0 },
		});

	it('reports values that an update takes away', async () => {
		update = (changes) => (event = { event_id: 'one', ...changes });

		const found = await report();

		expect(isSafe(found)).toBe(false);
		expect(does(found)).toMatchObject({
			'Other values in metrics': '1 of 1 lost',
			'Other values in feedback': 'not found out: there were none',
			'Other fields of the event': 'lost: values in metadata',
		});
	});

	it('gives up on an update that never shows, within 60 requests', async () => {
		update = () => undefined;

		const found = await report();

		expect(isSafe(found)).toBe(false);
		expect(does(found)).toEqual({
			'Time until an update can be read': expect.stringMatching(/^not within/),
		});
		expect(found.requests).toBeLessThanOrEqual(maxRequests);
	});
});

describe('The question before the probe writes', () => {
	it.each([
		['y', true],
		['YES', true],
		['n', false],
		['', false],
		['yellow', false],
	])('takes the answer "%s" for %s', async (answer, expected) => {
		const input = new PassThrough();
		input.end(`${answer}\n`);
		expect(await confirm('Continue?', input, new PassThrough())).toBe(expected);
	});

	it('takes the end of the input for no', async () => {
		const input = new PassThrough();
		input.end();
		expect(await confirm('Continue?', input, new PassThrough())).toBe(false);
	});
});

describe("The probe's command line", () => {
	const emulator = withEmulator({ host: 'v2-2026-11', events: 20 });
	const run = async (...flags: string[]) => {
		const [first] = emulator.events();
		const args = ['--import', 'tsx', join(__dirname, '../../probe/cli.ts')];
		const event = ['--event', String(first?.event_id)];
		const child = spawn(
			process.execPath,
			[...args, '--base-url', emulator.url, '--api-version', 'search', ...event, ...flags],
			{
				cwd: join(__dirname, '../..'),
				env: { ...process.env, HONEYHIVE_API_KEY: GOOD_KEY },
				stdio: ['ignore', 'ignore', 'pipe'],
			},
		);
		let message = '';
		child.stderr?.on('data', (part: Buffer) => (message += part.toString()));
		const [code] = (await once(child, 'close')) as [unknown];
		const writes = emulator.requests.filter(({ method }) => method === 'PUT').length;
		return { code, message, writes };
	};

	it('writes if the user has agreed in advance', async () => {
		expect(await run('--write', '--yes')).toMatchObject({ code: 0, writes: 1 });
	});

	it('writes nothing if there is no terminal to ask on', async () => {
		expect(await run('--write')).toEqual({
			code: 2,
			message: expect.stringContaining('add --yes'),
			writes: 0,
		});
	});

	it('writes nothing without --write', async () => {
		expect(await run('--yes')).toMatchObject({ writes: 0 });
	});
});
