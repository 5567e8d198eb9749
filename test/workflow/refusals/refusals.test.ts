import { FORBIDDEN_KEY, startEmulator } from '../../emulator';
import { credentialFor, exportEvents } from '../../support/exporting';
import { isServed, onHosts, usualGeneration } from '../../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../../support/withEmulator';
import { example, json, once, refusals } from './cases';
import { comparisonRefusals } from './comparisonCases';
import { expressionRefusals } from './expressionCases';

describe('The error message', () => {
	const emulator = withEmulator({ events: 20 });

	it.each(
		[...refusals, ...comparisonRefusals, ...expressionRefusals].filter(([, generation]) =>
			isServed(generation),
		),
	)('for %s', async (_what, generation, parameters, message, description) => {
		const run = await exportEvents(emulator, generation, parameters);

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBe(description);
		expect(run.error?.context?.itemIndex).toBe(0);
		expect(emulator.requests).toHaveLength(0);
	});

	it('for filters that are not JSON shows where they break', async () => {
		const run = await exportEvents(emulator, usualGeneration, json('=[{"field": }]'));

		expect(run.error?.message).toMatch(/^'Filters \(JSON\)' is not valid JSON: .+ \[item 0\]$/);
		expect(run.error?.description).toBe(example);
		expect(emulator.requests).toHaveLength(0);
	});

	it('names the input item that was rejected', async () => {
		const run = await exportEvents(
			emulator,
			usualGeneration,
			{ limit: '={{ $json.limit }}' },
			{ items: [{ json: { limit: 1 } }, { json: { limit: 0 } }] },
		);

		expect(run.error?.message).toBe(`'Limit' is 0 but must be a whole number, 1 or more [item 1]`);
		expect(run.error?.context?.itemIndex).toBe(1);
	});

	const example_ = 'Enter the URL alone, e.g. https://api.honeyhive.ai.';
	it.each([
		[
			'nonsense',
			"'Base URL' must start with https:// or http://: it is 'nonsense' [item 0]",
			example_,
		],
		['', "'Base URL' must start with https:// or http://: it is empty [item 0]", example_],
		[
			'ftp://host',
			"'Base URL' must start with https:// or http://: it is 'ftp://host' [item 0]",
			example_,
		],
		[
			'https://user:secret@host',
			"'Base URL' contains a user name or password [item 0]",
			`${example_} The key belongs in 'API Key'.`,
		],
		[
			'https://host?a=b',
			"'Base URL' must not contain '?' or '#': it is 'https://host?a=b' [item 0]",
			example_,
		],
	])('for the base URL %j', async (baseUrl, message, description) => {
		const credential = { ...credentialFor(emulator), baseUrl };
		const run = await exportEvents(emulator, usualGeneration, {}, { credential });

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBe(description);
	});

	it.each([
		['', "'API Key' is empty [item 0]", 'Enter the key from HoneyHive.'],
		[
			'hh_SE\u200bCRET',
			"'API Key' contains a space or an invalid character [item 0]",
			'Copy the key from HoneyHive again, without anything around it.',
		],
	])('for the API key %j', async (apiKey, message, description) => {
		const credential = { ...credentialFor(emulator), apiKey };
		const run = await exportEvents(emulator, usualGeneration, {}, { credential });

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBe(description);
		expect(emulator.requests).toHaveLength(0);
	});

	it('for a time zone that does not exist', async () => {
		const run = await exportEvents(
			emulator,
			usualGeneration,
			{ dateRange: 'relative', lastAmount: 1, lastUnit: 'hours' },
			{ timezone: 'Mars/Olympus' },
		);
		expect(run.error?.message).toBe(
			"The workflow's time zone is 'Mars/Olympus', which is unknown [item 0]",
		);
	});

	it.each([' ', '/', '///', '/  '])(
		'does not appear for %j at the end of the base URL',
		async (end) => {
			const credential = { ...credentialFor(emulator), baseUrl: `  ${emulator.url}${end}` };
			const run = await exportEvents(emulator, usualGeneration, { limit: 2 }, { credential });

			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(2);
		},
	);

	it('for an API version that does not exist', async () => {
		const credential = { ...credentialFor(emulator), generation: 'v9' };
		const run = await exportEvents(emulator, usualGeneration, {}, { credential });

		expect(run.error?.message).toBe("'API Version' in the credential is 'v9' [item 0]");
		expect(run.error?.description).toBe(
			'Choose one of: Automatic, Cloud V1, Self-Hosted V1, Data Plane V2.',
		);
	});

	onHosts(
		({ rejectedKeyStatus }) => rejectedKeyStatus === 401,
		() => {
			it('for a key that the deployment rejects comes after one request', async () => {
				const credential = { ...credentialFor(emulator), apiKey: 'hh_wrong' };
				const run = await exportEvents(emulator, usualGeneration, {}, { credential });

				expect(run.error?.message).toBe(
					'HoneyHive does not accept the API key (HTTP 401): Invalid API key [item 0]',
				);
				expect(run.error?.description).toBe(
					"The key is not valid for this deployment: check 'API Key' and 'Base URL' in the credential.",
				);
				expect(run.error?.httpCode).toBe('401');
				expect(emulator.requests).toHaveLength(1);
			});

			it('for a key that lacks the permission', async () => {
				const credential = { ...credentialFor(emulator), apiKey: FORBIDDEN_KEY };
				const run = await exportEvents(emulator, usualGeneration, {}, { credential });

				expect(run.error?.message).toBe(
					'The API key lacks permission to read these events (HTTP 403): This API key lacks the permission [item 0]',
				);
				expect(run.error?.description).toBe(
					'Use a key that can read events of this project, or ask an administrator of your HoneyHive organization.',
				);
			});
		},
	);

	it('for a host of another generation', async () => {
		const run = await usingEmulator(
			{ generations: ['search'] },
			async (other) => await exportEvents(other, 'export'),
		);

		expect(run.error?.message).toMatch(
			/^HoneyHive found nothing at this address \(HTTP 404\): .+ \[item 0\]$/,
		);
		expect(run.error?.description).toBe(
			"Check 'Base URL' and 'API Version' in the credential, and that the key has access to the project.",
		);
	});

	it('for a host that refuses connections', async () => {
		const gone = await startEmulator();
		await gone.close();
		const run = await exportEvents(gone, usualGeneration, once);

		expect(run.error?.message).toBe(
			`HoneyHive could not be reached at ${gone.url}: the connection was refused [item 0]`,
		);
		expect(run.error?.description).toBe(
			"Check 'Base URL' in the credential, and that n8n can reach it. (ECONNREFUSED)",
		);
	});

	it("for a request that HoneyHive rejects has HoneyHive's reason", async () => {
		emulator.addFault({
			kind: 'status',
			status: 400,
			body: '{"statusCode":400,"message":"filters.0.field is unknown","success":false}',
		});
		const run = await exportEvents(emulator, usualGeneration);

		expect(run.error?.message).toBe(
			'HoneyHive refused the request (HTTP 400): filters.0.field is unknown [item 0]',
		);
		expect(run.error?.description).toBe(
			"Check the filters, the date range and the fields against 'API Version' in the credential.",
		);
	});

	const checkCredential =
		"Check 'Base URL' and 'API Version' in the credential. If both are right, try again.";
	const unexpected = 'HoneyHive returned an unexpected response:';
	it.each([
		[
			'a web page',
			'<!DOCTYPE html><html><body>Sign in</body></html>',
			'HoneyHive returned a web page instead of events [item 0]',
			"'Base URL' in the credential probably points to the HoneyHive app or a proxy: enter the API's address, e.g. https://api.honeyhive.ai.",
		],
		[
			'JSON without events',
			'{"ok":true}',
			`${unexpected} 'events' is missing [item 0]`,
			checkCredential,
		],
		[
			'events that are not a list',
			'{"events":{}}',
			`${unexpected} 'events' is not a list [item 0]`,
			checkCredential,
		],
		[
			'events that are not objects',
			'{"events":[1]}',
			`${unexpected} 'events' contains something that is not an event [item 0]`,
			checkCredential,
		],
		['a list instead of a page', '[]', `${unexpected} it is a list [item 0]`, checkCredential],
		[
			'an empty body',
			'',
			'HoneyHive returned an empty response instead of events [item 0]',
			checkCredential,
		],
		[
			'incomplete JSON',
			'{"events":[{"event_id":"a"},{"eve',
			"HoneyHive's response of 33 characters is not complete JSON [item 0]",
			"It was probably cut off on the way. Try again, or request fewer events at a time with 'Limit' or 'Page Size'.",
		],
	])('for %s as an answer', async (_what, body, message, description) => {
		emulator.addFault({ kind: 'replaceBody', body });
		const run = await exportEvents(emulator, usualGeneration, once);

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBe(description);
	});
});
