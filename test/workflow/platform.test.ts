import { FORBIDDEN_KEY, GOOD_KEY, startEmulator } from '../emulator';
import { credentialFor, demoProject, eventsOf, exportEvents } from '../support/exporting';
import { generations, usualGeneration } from '../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../support/withEmulator';

/** A failed model call, as HoneyHive records it. */
const failedEvent = {
	event_id: '7f22137a-6911-4ed3-bc36-110f1dde6b66',
	project_id: 'Demo Project',
	event_type: 'model',
	event_name: 'chat_completion',
	error: 'Rate limit reached',
	start_time: Date.UTC(2030, 0, 1),
};

/** Only the failed event, so that it comes first whatever the order. */
const onlyFailed = {
	filterType: 'json',
	filtersJson:
		'[{"field": "error", "operator": "is", "value": "Rate limit reached", "type": "string"}]',
};

describe('In n8n', () => {
	const emulator = withEmulator({ events: 30 });

	beforeAll(() => {
		emulator.load([failedEvent]);
	});

	describe('Retry On Fail', () => {
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

		it.each([{}, { executeOnce: true }])(
			'does not run again because the first event has an error (%j)',
			async (settings) => {
				const run = await exportEvents(emulator, usualGeneration, onlyFailed, {
					node: { ...node, ...settings },
				});

				expect(eventsOf(run)).toEqual([failedEvent]);
				expect(emulator.requests).toHaveLength(1);
			},
		);

		it('runs again after a real failure', async () => {
			emulator.addFault({ kind: 'status', status: 400, times: 1 });
			const run = await exportEvents(emulator, usualGeneration, onlyFailed, { node });

			expect(eventsOf(run)).toEqual([failedEvent]);
			expect(emulator.requests).toHaveLength(2);
		});

		it('runs again for a failed item although On Error is Continue', async () => {
			emulator.addFault({ kind: 'status', status: 400, times: 1 });
			const run = await exportEvents(emulator, usualGeneration, onlyFailed, {
				node: { ...node, onError: 'continueRegularOutput' },
			});

			expect(eventsOf(run)).toEqual([failedEvent]);
		});
	});

	describe('On Error: Continue', () => {
		const items = [{ json: { limit: 1 } }, { json: { limit: 0 } }, { json: { limit: 2 } }];
		const parameters = { limit: '={{ $json.limit }}' };
		const refusal = {
			error: `'Limit' is 0 but must be a whole number, 1 or more [item 1]`,
			message: `Enter a whole number, 1 or more.`,
		};

		it('keeps the good items and reports the reason for each failed input', async () => {
			const run = await exportEvents(emulator, usualGeneration, parameters, {
				items,
				node: { onError: 'continueRegularOutput' },
			});

			expect(run.error).toBeUndefined();
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
				{ item: 2 },
			]);
			expect(run.items[1]?.json).toEqual(refusal);
		});

		it('sends only failed inputs to the error output', async () => {
			const run = await exportEvents(emulator, usualGeneration, parameters, {
				items,
				node: { onError: 'continueErrorOutput' },
			});

			expect(run.items).toHaveLength(3);
			expect(run.errorItems).toHaveLength(1);
			expect(run.errorItems[0]?.json).toMatchObject(refusal);
		});

		it('does not treat an event with nothing but its error as a failure', async () => {
			const run = await exportEvents(
				emulator,
				usualGeneration,
				{ ...onlyFailed, output: 'selected', fields: ['error'] },
				{ node: { onError: 'continueErrorOutput' } },
			);

			expect(eventsOf(run)).toEqual([{ event_id: failedEvent.event_id, error: failedEvent.error }]);
			expect(run.errorItems).toHaveLength(0);
		});
	});

	describe('a redirect', () => {
		it.each([302, 307, 308] as const)(
			'is not followed to another origin (HTTP %i)',
			async (status) => {
				await usingEmulator({ events: 3 }, async (elsewhere) => {
					emulator.addFault({ kind: 'redirect', to: elsewhere.url, status });
					const run = await exportEvents(emulator, usualGeneration);

					expect(elsewhere.requests).toHaveLength(0);
					expect(run.error?.message).toBe(
						`HoneyHive's address redirects to ${elsewhere.url} (HTTP ${status}) [item 0]`,
					);
					expect(run.error?.description).toBe(
						"The redirect was not followed. If you trust that address, enter it as 'Base URL' in the credential.",
					);
				});
			},
		);
	});

	describe('the allowed domains of the credential', () => {
		it('block a request to any other host', async () => {
			const run = await exportEvents(
				emulator,
				usualGeneration,
				{},
				{
					credential: {
						...credentialFor(emulator),
						allowedHttpRequestDomains: 'domains',
						allowedDomains: 'api.honeyhive.ai',
					},
				},
			);

			expect(run.error?.message).toMatch(/Domain not allowed.*api\.honeyhive\.ai/);
			expect(emulator.requests).toHaveLength(0);
		});

		it('must be named if the credential is limited to some', async () => {
			const credential = { ...credentialFor(emulator), allowedHttpRequestDomains: 'domains' };
			const run = await exportEvents(emulator, usualGeneration, {}, { credential });

			expect(run.error?.message).toBe("'Allowed Domains' in the credential is empty [item 0]");
			expect(emulator.requests).toHaveLength(0);
		});

		it('permit a request to a listed host', async () => {
			const run = await exportEvents(
				emulator,
				usualGeneration,
				{ limit: 1 },
				{
					credential: {
						...credentialFor(emulator),
						allowedHttpRequestDomains: 'domains',
						allowedDomains: '127.0.0.1',
					},
				},
			);

			expect(run.items).toHaveLength(1);
		});

		it('do not block this node when the HTTP Request node may not use the credential', async () => {
			const run = await exportEvents(
				emulator,
				usualGeneration,
				{ limit: 1 },
				{ credential: { ...credentialFor(emulator), allowedHttpRequestDomains: 'none' } },
			);

			expect(run.items).toHaveLength(1);
		});
	});

	describe('the API key', () => {
		const echo = (key: string) =>
			JSON.stringify({ statusCode: 400, message: `Key ${key} may not`, success: false });

		it.each([
			['a refusal that echoes it', { kind: 'status', status: 400, body: echo(GOOD_KEY) } as const],
			['a connection that is cut', { kind: 'reset', when: 'beforeHeaders' } as const],
			['an answer that is cut', { kind: 'reset', when: 'midBody' } as const],
		])('appears nowhere in the run after %s', async (_what, fault) => {
			emulator.addFault(fault);
			const run = await exportEvents(emulator, usualGeneration, { options: { maxRetries: 0 } });

			expect(run.error).toBeDefined();
			expect(everythingIn(run.run)).not.toContain(GOOD_KEY);
		});

		it('appears nowhere when the host cannot be reached or rejects the key', async () => {
			const gone = await startEmulator();
			await gone.close();
			const unreachable = await exportEvents(gone, usualGeneration, { options: { maxRetries: 0 } });
			const forbidden = await exportEvents(
				emulator,
				usualGeneration,
				{},
				{ credential: { ...credentialFor(emulator), apiKey: FORBIDDEN_KEY } },
			);

			expect(everythingIn(unreachable.run)).not.toContain(GOOD_KEY);
			expect(everythingIn(forbidden.run)).not.toContain(FORBIDDEN_KEY);
		});

		it.each([
			['\\u0068h_emulator_key', 'spelled with one escape'],
			['hh_emulator\\u005fkey', 'spelled with another escape'],
		])('appears nowhere when HoneyHive echoes it as %s', async (echoed) => {
			emulator.addFault({ kind: 'status', status: 400, body: `{"message":"Bad ${echoed}"}` });
			const run = await exportEvents(emulator, usualGeneration);

			expect(run.error?.message).toBe(
				'HoneyHive refused the request (HTTP 400): Bad [API key] [item 0]',
			);
			expect(everythingIn(run.run)).not.toContain(GOOD_KEY);
		});

		it('is accepted with a leading "Bearer"', async () => {
			const credential = { ...credentialFor(emulator), apiKey: `Bearer ${GOOD_KEY}` };
			const run = await exportEvents(emulator, usualGeneration, { limit: 1 }, { credential });
			expect(run.items).toHaveLength(1);
		});

		it('is sent without surrounding spaces', async () => {
			const credential = { ...credentialFor(emulator), apiKey: ` ${GOOD_KEY}\n` };
			const run = await exportEvents(emulator, usualGeneration, { limit: 1 }, { credential });
			expect(run.items).toHaveLength(1);
		});
	});

	it.each(generations)(
		'a truncated answer of %s fails instead of returning half a page',
		async (generation) => {
			emulator.addFault({ kind: 'truncate' });
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				options: { maxRetries: 0 },
			});

			expect(run.items).toHaveLength(0);
			expect(run.error?.message).toMatch(/is not complete JSON/);
		},
	);

	it('the project may be chosen from the list of the resource locator', async () => {
		const project = { ...demoProject, mode: 'list', cachedResultName: 'Demo Project' };
		const run = await exportEvents(emulator, usualGeneration, { project, limit: 1 });
		expect(run.items).toHaveLength(1);
	});
});

/** All text of a run, including properties that are not enumerable and the causes of errors. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return String(value);
	if (seen.has(value)) return '';
	seen.add(value);
	return Reflect.ownKeys(value)
		.map((key) => everythingIn(Reflect.get(value, key), seen))
		.join('\n');
}
