import type { Emulator, Fault } from '../emulator';
import { expectEachOnce } from '../support/expectEachOnce';
import { credentialFor, idsOf } from '../support/exporting';
import { generations, hostSettings } from '../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { expectExactly, exportAll, withTinyRetryDelays } from './reading';

/** Temporary faults: the request is retried, or its window is split. */
const temporary: Array<[name: string, fault: Fault]> = [
	['a delay', { kind: 'delay', ms: 30 }],
	['a body that drips', { kind: 'drip', bytes: 2048, everyMs: 1 }],
	['a compressed body', { kind: 'gzip' }],
	['a 408', { kind: 'status', status: 408 }],
	['a 413', { kind: 'status', status: 413 }],
	['a 429', { kind: 'status', status: 429 }],
	['a 429 with Retry-After', { kind: 'status', status: 429, retryAfter: 0.02 }],
	['a 429 with a date in the past', { kind: 'status', status: 429, retryAfter: { dateIn: -5 } }],
	['a 500', { kind: 'status', status: 500, body: 'text' }],
	['a 502 from a load balancer', { kind: 'status', status: 502, body: 'html' }],
	['a 503', { kind: 'status', status: 503, retryAfter: 0 }],
	[
		'a 503 with an invalid Retry-After',
		{ kind: 'status', status: 503, retryAfter: 'soon', body: 'empty' },
	],
	['a 504', { kind: 'status', status: 504, body: 'html' }],
	['a connection that is reset', { kind: 'reset', when: 'beforeHeaders' }],
	['a connection that is reset in the body', { kind: 'reset', when: 'midBody' }],
	['a body that is cut', { kind: 'truncate' }],
	['an empty body', { kind: 'replaceBody', body: '' }],
	['a web page', { kind: 'replaceBody', body: '<!DOCTYPE html><p>Busy', contentType: 'text/html' }],
	['a body that is not JSON', { kind: 'replaceBody', body: 'upstream connect error' }],
	['repeated rows', { kind: 'duplicate', rows: 3 }],
];

/** Permanent faults: a retry would meet them again. */
const permanent: Array<[name: string, fault: Fault, message: RegExp]> = [
	['a 400', { kind: 'status', status: 400 }, /refused the request \(HTTP 400\)/],
	['a 401', { kind: 'status', status: 401 }, /does not accept the API key/],
	['a 403', { kind: 'status', status: 403 }, /lacks permission/],
	['a 404', { kind: 'status', status: 404 }, /nothing at this address/],
	['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, /redirects to/],
	[
		'an answer without a list of events',
		{ kind: 'replaceBody', body: '{"events": 7}' },
		/is not a list/,
	],
];

/** How many of all requests pass before the fault. */
const places: Array<[place: string, skip: (requests: number) => number]> = [
	['first', () => 0],
	['middle', (requests) => Math.floor(requests / 2)],
	['last', (requests) => requests - 1],
];

describe.each(generations)('Return All over %s', (generation) => {
	const emulator = withEmulator({ events: 100 });
	withTinyRetryDelays();
	/** The number of requests of a run without faults, one at a time. */
	let usual: number;

	beforeAll(async () => {
		await exportAll(emulator, generation, { concurrency: 1 });
		usual = emulator.requests.length;
	});

	it('takes more than five requests, so that the first, middle and last differ', () => {
		expect(usual).toBeGreaterThan(5);
	});

	describe.each(places)('when the %s request meets', (_place, skip) => {
		it.each(temporary)('%s, returns every event once', async (_name, fault) => {
			emulator.addFault({ ...fault, skip: skip(usual), times: 1 });
			const run = await exportAll(emulator, generation, { concurrency: 1 });

			expect(emulator.requests.length).toBeGreaterThan(skip(usual));
			expectExactly(run, emulator.events());
		});

		it.each(permanent)('%s, fails without a retry', async (_name, fault, message) => {
			emulator.addFault({ ...fault, skip: skip(usual), times: 1 });
			const run = await exportAll(emulator, generation, { concurrency: 1 });

			expect(run.error?.message).toMatch(message);
			expect(run.items).toEqual([]);
			expect(emulator.requests).toHaveLength(skip(usual) + 1);
		});

		it.each([
			['an insertion of new events', { kind: 'insert', events: 7, where: 'random' }],
			['an insertion of the newest events', { kind: 'insert', events: 7, where: 'front' }],
		] as Array<[string, Fault]>)(
			'%s, returns every event that existed before',
			async (_name, fault) => {
				await usingEmulator({ events: 100 }, async (changing) => {
					const before = idsOf(changing.events());
					changing.addFault({ ...fault, skip: skip(usual), times: 1 });
					const run = await exportAll(changing, generation, { concurrency: 1 });

					const returned = new Set(run.items.map(({ json }) => json.event_id));
					expectExactly(
						run,
						[...changing.events()].filter(({ event_id }) => returned.has(event_id)),
					);
					expect(before.filter((id) => !returned.has(id))).toEqual([]);
				});
			},
		);
	});

	it.each(temporary)(
		'returns every event once when one request in four meets %s',
		async (_name, fault) => {
			emulator.addFault({ ...fault, probability: 0.25 });
			const run = await exportAll(emulator, generation, { concurrency: 4, maxRetries: 20 });
			expectExactly(run, emulator.events());
		},
	);

	it('splits a window that times out instead of retrying it', async () => {
		emulator.addFault({ kind: 'delay', ms: 60_000, times: 1, skip: 4 });
		emulator.addFault({ kind: 'drip', bytes: 1, everyMs: 100, times: 1, skip: 6 });
		const run = await exportAll(emulator, generation, { concurrency: 4, timeout: 1 });

		expectExactly(run, emulator.events());
		expectNoneTwice(emulator);
	});

	it.each([413, 502, 504])('splits a window that is answered with HTTP %i', async (status) => {
		emulator.addFault({ kind: 'status', status, skip: 4, times: 1 });
		const run = await exportAll(emulator, generation, { concurrency: 1 });

		expectExactly(run, emulator.events());
		expect(emulator.requests[4]?.status).toBe(status);
		expectNoneTwice(emulator);
	});

	it('sends only one request with a wrong key', async () => {
		const credential = { ...credentialFor(emulator, generation), apiKey: 'hh_wrong' };
		const run = await exportAll(emulator, generation, {}, { credential });
		expect(run.error?.httpCode).toBe(String(hostSettings.rejectedKeyStatus));
		expect(emulator.requests).toHaveLength(1);
	});
});

/** Except for requests that only count: those have a limit of 1 and cannot have a smaller one. */
function expectNoneTwice({ requests }: Emulator): void {
	const asked = requests.map(({ body }) => JSON.stringify(body));
	expectEachOnce(asked.filter((body) => !body.includes('"limit":1,')));
}
