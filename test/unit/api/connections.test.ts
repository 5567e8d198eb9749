import { Readable } from 'node:stream';

import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { Connections } from '../../../nodes/HoneyHive/api/connections';
import type { EventQuery } from '../../../nodes/HoneyHive/events/query';

interface Answer {
	readonly statusCode: number;
	readonly headers?: Record<string, string>;
}

const query: EventQuery = { project: 'Demo Project', filters: [], range: {} };

/** An execution whose input items read from these base URLs, in turn. Records what each host is asked. */
function execution(
	baseUrls: readonly string[],
	answerTo: (limit: number) => Answer | Promise<Answer>,
) {
	const asked: Array<{ readonly host: string; readonly limit: number }> = [];
	const context = {
		getCredentials: async (_type: string, item: number) => ({
			apiKey: 'key',
			baseUrl: baseUrls[item % baseUrls.length],
			generation: 'export',
		}),
		getNode: () => ({}),
		helpers: {
			async httpRequestWithAuthentication(_type: string, options: IHttpRequestOptions) {
				const { limit } = options.body as { limit: number };
				asked.push({ host: new URL(options.baseURL ?? '').hostname, limit });
				const answer = await answerTo(limit);
				const body = answer.statusCode === 200 ? { events: [] } : { message: 'no' };
				return { headers: {}, ...answer, body: Readable.from([Buffer.from(JSON.stringify(body))]) };
			},
		},
	} as unknown as IExecuteFunctions;
	return { asked, connections: new Connections(context) };
}

const refusesLargePages = (limit: number) => ({ statusCode: limit > 1000 ? 400 : 200 });

async function readFor(item: number, connections: Connections): Promise<void> {
	const honeyHive = await connections.open({ timeout: 60_000, maxRetries: 20 }, item);
	await honeyHive.source(query).fetchPage({}, { limit: 7500, page: 1 });
}

describe('The connections of an execution', () => {
	beforeEach(() => {
		jest.useFakeTimers({
			doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'],
			// Every answer is parsed a moment after it has arrived.
			advanceTimers: true,
		});
	});

	afterEach(() => {
		jest.useRealTimers();
		jest.restoreAllMocks();
	});

	it('learn once for all input items how large a page the deployment accepts', async () => {
		const { asked, connections } = execution(['https://one.example'], refusesLargePages);
		for (const item of [0, 1, 2]) await readFor(item, connections);
		expect(asked.map(({ limit }) => limit)).toEqual([7500, 1000, 1000, 1000]);
	});

	it('learn it for each deployment by itself, where the credential names several', async () => {
		const hosts = ['https://one.example', 'https://two.example'];
		const { asked, connections } = execution(hosts, refusesLargePages);
		for (const item of [0, 1, 2, 3]) await readFor(item, connections);
		expect(asked.map(({ host, limit }) => `${host} ${limit}`)).toEqual([
			'one.example 7500',
			'one.example 1000',
			'two.example 7500',
			'two.example 1000',
			'one.example 1000',
			'two.example 1000',
		]);
	});

	it('share the number of requests in flight at a host, whatever the path', async () => {
		const hosts = ['https://one.example', 'https://one.example/proxy', 'https://two.example'];
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		const { asked, connections } = execution(hosts, async () => {
			await released;
			return { statusCode: 200 };
		});
		const items = Array.from({ length: 18 }, (_, item) => item);
		const all = Promise.all(items.map(async (item) => await readFor(item, connections)));
		await jest.advanceTimersByTimeAsync(1000);
		const hostsAsked = asked.map(({ host }) => host);
		expect(hostsAsked.filter((host) => host === 'one.example')).toHaveLength(4);
		expect(hostsAsked.filter((host) => host === 'two.example')).toHaveLength(4);
		release();
		await jest.advanceTimersByTimeAsync(60_000);
		await all;
		expect(asked).toHaveLength(18);
	});

	it('send the next request for a page before they parse the last answer', async () => {
		const order: string[] = [];
		const { connections } = execution(['https://one.example'], () => {
			order.push('asked');
			return { statusCode: 200 };
		});
		const parse = JSON.parse;
		jest.spyOn(JSON, 'parse').mockImplementation((text: string) => {
			if (text.startsWith('{"events"')) order.push('parsed');
			return parse(text) as unknown;
		});
		const options = { timeout: 60_000, maxRetries: 0, maxParallel: 1 };
		const source = (await connections.open(options, 0)).source(query);
		const pages = [1, 2].map(async (page) => await source.fetchPage({}, { limit: 100, page }));
		await Promise.all(pages);
		expect(order).toEqual(['asked', 'asked', 'parsed', 'parsed']);
	});

	it('do not know what an earlier execution learned', async () => {
		const earlier = execution(['https://one.example'], refusesLargePages);
		const later = execution(['https://one.example'], refusesLargePages);
		await readFor(0, earlier.connections);
		await readFor(0, later.connections);
		expect(later.asked.map(({ limit }) => limit)).toEqual([7500, 1000]);
	});

	it('share the time that may be spent waiting among all input items', async () => {
		const unavailable = () => ({ statusCode: 503, headers: { 'retry-after': '60' } });
		const { asked, connections } = execution(['https://one.example'], unavailable);
		const first = readFor(0, connections).catch(String);
		await jest.advanceTimersByTimeAsync(30 * 60_000);
		expect(await first).toContain('503');
		expect(asked).toHaveLength(16);

		const second = readFor(1, connections).catch(String);
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await second).toContain('503');
		expect(asked).toHaveLength(17);
	});
});
