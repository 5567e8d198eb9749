import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { isSafe, probe, toMarkdown, type Report } from '../../probe/probe';
import { maxRequests, type HostOptions } from '../../probe/host';
import { GENERATIONS, GOOD_KEY, HOST_NAMES } from '../emulator';

import { withEmulator } from '../support/withEmulator';

const optionsFor = (
	baseUrl: string,
	generation: HostOptions['generation'] = 'search',
): HostOptions => ({ baseUrl, apiKey: GOOD_KEY, generation, project: 'Demo Project', pauseMs: 0 });

const does = ({ rows }: Report) => Object.fromEntries(rows.map((row) => [row.name, row.does]));

describe.each(GENERATIONS)('The probe of a host with %s', (generation) => {
	const emulator = withEmulator({ events: 300 });

	it('finds that the node copes with everything, within 60 requests', async () => {
		const report = await probe(optionsFor(emulator.url, generation));

		expect(report.rows.filter(({ copes }) => !copes)).toEqual([]);
		expect(isSafe(report)).toBe(true);
		expect(report.requests).toBe(emulator.requests.length);
		expect(report.requests).toBeLessThanOrEqual(maxRequests);
	});

	it('reports what the host does', async () => {
		const found = does(await probe(optionsFor(emulator.url, generation)));

		expect(found).toMatchObject({
			'Order of a page': generation === 'search' ? 'newest first' : 'no order',
			'Ends of a date range': 'both included',
			'Milliseconds of a date range': 'kept',
			'A page past the end': 'empty',
			'Operators that the node offers': 'all accepted',
			'Form of start_time': 'number',
			'A wrong key': 'HTTP 401',
		});
	});

	it('prints nothing that names the key or what is in the project', async () => {
		const report = await probe(optionsFor(emulator.url, generation));
		const printed = JSON.stringify(report) + toMarkdown(report);

		expect(printed).not.toContain(GOOD_KEY);
		expect(printed).not.toContain('Demo Project');
		for (const { event_id, session_id, event_name } of emulator.events()) {
			for (const text of [event_id, session_id]) expect(printed).not.toContain(String(text));
			expect(printed).not.toContain(`"${String(event_name)}"`);
		}
	});

	it('only reads', async () => {
		await probe(optionsFor(emulator.url, generation));
		const paths = new Set(emulator.requests.map(({ method, path }) => `${method} ${path}`));
		expect([...paths]).toEqual([expect.stringMatching(/^POST .*events\/(export|search)$/)]);
	});
});

describe.each(HOST_NAMES)('The probe of HoneyHive as of %s', (host) => {
	const emulator = withEmulator({ host, events: 300, project: 'Demo Project' });
	const generation = host === 'v1-2024' || host === 'v1-2025' ? 'export' : 'search';

	it('finds that the node copes with everything', async () => {
		const report = await probe(optionsFor(emulator.url, generation));
		expect(report.rows.filter(({ copes }) => !copes)).toEqual([]);
	});

	it('reports what is special about it', async () => {
		const found = does(await probe(optionsFor(emulator.url, generation)));
		expect(found).toMatchObject(special[host]);
	});
});

const special = {
	'v1-2024': { 'Largest page': '7500 accepted, 300 returned', 'A wrong key': 'HTTP 401' },
	'v1-2025': { 'Largest page': '7500 refused (400), 1000: 200', 'A wrong key': 'HTTP 401' },
	'v2-2026-05': { 'Number in an answer': 'count: the events of the page' },
	'v2-2026-11': {
		'Number in an answer': 'count: all matches',
		'Fields without a value': expect.stringContaining('absent'),
		'Names of usage': expect.stringContaining('input_tokens'),
		'A wrong key': 'HTTP 404',
	},
} as const;

describe('The probe of a host that ignores the date range', () => {
	let server: Server;
	beforeAll(async () => {
		const events = [5, 4, 3].map((minute) => ({
			event_id: `event-${minute}`,
			start_time: Date.UTC(2026, 0, 31, 12, minute),
		}));
		server = createServer((_request, response) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ events, count: 3 }));
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
	});
	afterAll(() => server.close());

	it('reports that the node would return something wrong', async () => {
		const { port } = server.address() as AddressInfo;
		const report = await probe(optionsFor(`http://127.0.0.1:${port}`));

		expect(isSafe(report)).toBe(false);
		expect(report.rows.filter(({ copes }) => !copes).map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				'Milliseconds of a date range',
				'A page past the end',
				'A wrong key',
			]),
		);
	});
});
