import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { GOOD_KEY, type HoneyHiveEvent } from '../emulator';
import { usingEmulator, withFreshEmulator } from '../support/withEmulator';
import { isServed, onHosts, serving } from '../support/hostUnderTest';
import { asking, idsOf, READ, read as readFrom, send, type Reply } from './client';

const emulator = withFreshEmulator({ events: 60, seed: 3 });

function read(more: object = {}): Promise<Reply> {
	return readFrom(emulator, more);
}

/** A route of every host that is not read. */
const OTHER = isServed('export') ? 'GET /metrics?project_name=Demo%20Project' : 'GET /v1/metrics';
const [, READ_PATH = ''] = READ.split(' ');

async function statuses(count: number): Promise<number[]> {
	const seen: number[] = [];
	for (let n = 0; n < count; n++) seen.push((await read({ limit: 1 })).status);
	return seen;
}

describe('A fault', () => {
	it("strikes only its route, after 'skip' requests and 'times' times", async () => {
		emulator.addFault({ kind: 'status', status: 503, route: READ, skip: 1, times: 2 });
		expect((await send(emulator, OTHER)).status).toBe(200);
		expect(await statuses(5)).toEqual([200, 503, 503, 200, 200]);
	});

	it('takes turns with other faults that replace the answer', async () => {
		emulator.addFault({ kind: 'status', status: 500, times: 1 });
		emulator.addFault({ kind: 'status', status: 429, times: 2 });
		expect(await statuses(4)).toEqual([500, 429, 429, 200]);
	});

	it('strikes at random, and strikes the same requests in every run', async () => {
		const chance = { kind: 'status', status: 500, probability: 0.5 } as const;
		emulator.addFault(chance);
		const seen = await statuses(40);
		expect(seen).toContain(200);
		expect(seen).toContain(500);
		await usingEmulator({ events: 60, seed: 3 }, async (twin) => {
			twin.addFault(chance);
			for (const status of seen) {
				expect((await readFrom(twin, { limit: 1 })).status).toBe(status);
			}
		});
	});

	it('strikes until it is cleared', async () => {
		emulator.addFault({ kind: 'status', status: 500 });
		expect(await statuses(2)).toEqual([500, 500]);
		emulator.clearFaults();
		expect(await statuses(1)).toEqual([200]);
	});

	onHosts(serving('export'), () => {
		it('can name a route whose path has an id', async () => {
			emulator.addFault({ kind: 'status', status: 500, route: 'GET /session/{id}' });
			const root = [...emulator.events()].find((event) => event.event_type === 'session');
			expect((await send(emulator, `GET /session/${root?.event_id}`)).status).toBe(500);
		});
	});
});

describe('The status fault', () => {
	it.each([
		['json', /^application\/json/, /^\{"statusCode":503,.*"success":false\}$/],
		['html', /^text\/html/, /^<!DOCTYPE html>/],
		['text', /^text\/plain/, /^upstream/],
		['{"detail":"own"}', /^application\/json/, /^\{"detail":"own"\}$/],
		['just words', /^text\/plain/, /^just words$/],
	])('answers with the body %s', async (body, type, text) => {
		emulator.addFault({ kind: 'status', status: 503, body });
		const reply = await read();
		expect(reply.status).toBe(503);
		expect(reply.headers['content-type']).toMatch(type);
		expect(reply.text).toMatch(text);
	});

	it('answers without a body', async () => {
		emulator.addFault({ kind: 'status', status: 502, body: 'empty' });
		expect(await read()).toMatchObject({ status: 502, text: '' });
	});

	it('sends Retry-After as seconds, as a date or as an invalid value', async () => {
		for (const retryAfter of [7, { dateIn: 60 }, 'soon'] as const) {
			emulator.addFault({ kind: 'status', status: 429, retryAfter, times: 1 });
		}
		expect((await read()).headers['retry-after']).toBe('7');
		const date = String((await read()).headers['retry-after']);
		expect(new Date(date).toUTCString()).toBe(date);
		expect(Date.parse(date)).toBeGreaterThan(Date.now());
		expect((await read()).headers['retry-after']).toBe('soon');
	});
});

describe('A fault of the body', () => {
	it.each(['', '{}', '{"events":{}}', '<html></html>'])(
		'replaces the body with %p and keeps status 200',
		async (body) => {
			emulator.addFault({ kind: 'replaceBody', body, contentType: 'text/html' });
			const reply = await read();
			expect(reply).toMatchObject({ status: 200, text: body });
			expect(reply.headers['content-type']).toBe('text/html');
		},
	);

	it('truncates the body and sends a matching Content-Length', async () => {
		const whole = await read();
		emulator.addFault({ kind: 'truncate' });
		const { text, headers } = await read();
		expect(Number(headers['content-length'])).toBe(Buffer.byteLength(text));
		expect(whole.text.startsWith(text)).toBe(true);
		expect(() => JSON.parse(text) as unknown).toThrow();
	});

	it('compresses the body with gzip', async () => {
		const plain = await read();
		emulator.addFault({ kind: 'gzip' });
		const { headers, body } = await request(emulator.url + READ_PATH, {
			method: 'POST',
			headers: { authorization: `Bearer ${GOOD_KEY}`, 'content-type': 'application/json' },
			body: JSON.stringify(READ.endsWith('search') ? {} : asking()),
		});
		expect(headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(Buffer.from(await body.arrayBuffer())).toString()).toBe(plain.text);
	});
});

describe('A slow answer', () => {
	it('delays its headers', async () => {
		emulator.addFault({ kind: 'delay', ms: 60, times: 1 });
		const begin = performance.now();
		expect((await read()).status).toBe(200);
		// Timers may fire a millisecond early.
		expect(performance.now() - begin).toBeGreaterThanOrEqual(58);
	});

	it('drips its body after the headers', async () => {
		const whole = await read({ limit: 2 });
		const bytes = Math.ceil(Buffer.byteLength(whole.text) / 3);
		emulator.addFault({ kind: 'drip', bytes, everyMs: 15 });
		const begin = performance.now();
		const { text } = await read({ limit: 2 });
		expect(text).toBe(whole.text);
		expect(performance.now() - begin).toBeGreaterThanOrEqual(43);
	});

	it('takes the network latency, and longer on a new connection', async () => {
		await usingEmulator({ latencyMs: 20, connectMs: 40 }, async (far) => {
			const agent = new Agent({ connections: 1 });
			const took: number[] = [];
			for (let n = 0; n < 2; n++) {
				const begin = performance.now();
				const { body } = await request(`${far.url}/projects`, { dispatcher: agent });
				await body.dump();
				took.push(performance.now() - begin);
			}
			await agent.close();
			expect(took[0]).toBeGreaterThanOrEqual(58);
			expect(took[1]).toBeGreaterThanOrEqual(18);
			expect(far.requests.map((one) => one.connection)).toEqual([1, 1]);
		});
	});

	it('ends when the client disconnects, and is recorded as aborted', async () => {
		emulator.addFault({ kind: 'delay', ms: 60_000 });
		const leave = new AbortController();
		const asked = request(`${emulator.url}/projects`, { signal: leave.signal });
		while (emulator.requests.length === 0) await wait(1);
		leave.abort();
		await expect(asked).rejects.toThrow();
		while (emulator.requests[0]?.aborted === false) await wait(1);
		expect(emulator.requests[0]).toMatchObject({ status: 0, aborted: true });
	});

	it('ends when the emulator closes', async () => {
		emulator.addFault({ kind: 'delay', ms: 60_000 });
		const asked = read().catch((error: Error) => error);
		while (emulator.requests.length === 0) await wait(1);
		await emulator.close();
		expect(await asked).toBeInstanceOf(Error);
	});
});

describe('The reset fault', () => {
	it('resets the connection before the headers', async () => {
		emulator.addFault({ kind: 'reset', when: 'beforeHeaders', times: 1 });
		await expect(read()).rejects.toMatchObject({
			code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) as string,
		});
		expect((await read()).status).toBe(200);
		expect(emulator.requests[0]).toMatchObject({ status: 0, aborted: false });
	});

	it('resets the connection in the middle of the body', async () => {
		emulator.addFault({ kind: 'reset', when: 'midBody', times: 1 });
		const { statusCode, body } = await request(`${emulator.url}${READ_PATH}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${GOOD_KEY}`, 'content-type': 'application/json' },
			body: JSON.stringify(READ.endsWith('search') ? {} : asking()),
		});
		expect(statusCode).toBe(200);
		await expect(body.text()).rejects.toThrow();
		expect((await read()).status).toBe(200);
		expect(emulator.requests[0]).toMatchObject({ status: 200, aborted: false });
	});
});

describe('The redirect fault', () => {
	it.each([
		['http://127.0.0.1:9', undefined, 307, 'http://127.0.0.1:9/projects?name=x'],
		['http://127.0.0.1:9/', 308, 308, 'http://127.0.0.1:9/projects?name=x'],
		['http://127.0.0.1:9/login', 302, 302, 'http://127.0.0.1:9/login'],
	] as const)('redirects to %s', async (to, status, expected, location) => {
		emulator.addFault({ kind: 'redirect', to, status });
		const reply = await send(emulator, 'GET /projects?name=x');
		expect(reply.status).toBe(expected);
		expect(reply.headers.location).toBe(location);
	});
});

describe('While a client reads page by page', () => {
	async function pages(limit: number): Promise<HoneyHiveEvent[][]> {
		const answers: HoneyHiveEvent[][] = [];
		for (let page = 1; ; page++) {
			const { json } = await read({ limit, page });
			if (json.events.length === 0) return answers;
			answers.push(json.events);
		}
	}

	it('the duplicate fault repeats the last rows of a page at the start of the next, and loses none', async () => {
		emulator.addFault({ kind: 'duplicate', rows: 3 });
		const [first = [], second = [], ...rest] = await pages(20);
		expect(idsOf(second).slice(0, 3)).toEqual(idsOf(first).slice(-3));
		expect(new Set(idsOf([first, second, ...rest].flat())).size).toBe(60);
	});

	it('the insert fault pushes events on to the next page', async () => {
		emulator.addFault({ kind: 'insert', events: 2, times: 1 });
		const [first = [], second = []] = await pages(20);
		expect(idsOf(second).slice(0, 2)).toEqual(idsOf(first).slice(-2));
		expect([...emulator.events()]).toHaveLength(62);
		const names = [...emulator.events()].map((event) => event.event_name);
		expect(names).toEqual(expect.arrayContaining(['Newcomer 1', 'Newcomer 2']));
	});

	it('the insert fault puts events at random places, the same in every run', async () => {
		const results: string[][] = [];
		for (let run = 0; run < 2; run++) {
			await usingEmulator({ events: 60, seed: 3 }, async (host) => {
				host.addFault({ kind: 'insert', events: 3, where: 'random', times: 1 });
				await readFrom(host);
				results.push(idsOf((await readFrom(host)).json.events));
			});
		}
		expect(results[0]).toHaveLength(63);
		expect(results[1]).toEqual(results[0]);
	});

	it('the remove fault pulls events forward, so that the client misses them', async () => {
		const before = idsOf((await read()).json.events);
		emulator.addFault({ kind: 'remove', n: 2, times: 1 });
		const [first = [], second = []] = await pages(20);
		expect(idsOf(first)).toEqual(before.slice(0, 20));
		expect(idsOf(second)).toEqual(before.slice(22, 42));
		expect([...emulator.events()]).toHaveLength(58);
	});

	it('the remove fault can remove events at random places', async () => {
		emulator.addFault({ kind: 'remove', n: 5, where: 'random', times: 1 });
		await read();
		expect((await read()).json.events).toHaveLength(55);
	});
});
