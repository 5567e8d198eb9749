import { Workflow } from 'n8n-workflow';

import { HoneyHiveApi } from '../../credentials/HoneyHiveApi.credentials';
import { readCredential } from '../../nodes/HoneyHive/api/credential/credential';
import { generations } from '../../nodes/HoneyHive/api/generations';
import type { GenerationName } from '../../nodes/HoneyHive/events/generation';
import { CredentialStore, type CredentialData } from '../support/credentialStore';
import { nodeTypes } from '../support/host';
import { loadOptionsContext } from '../support/loadOptions';

const read = async (data: CredentialData) =>
	await readCredential(loadOptionsContext({ apiKey: 'hh_key', ...data }));

/** The request of the credential's test, with its expressions evaluated by n8n. */
function testRequestFor($credentials: CredentialData): Record<string, unknown> {
	const { expression } = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
	const { baseURL, url, method, body } = new HoneyHiveApi().test.request;
	const evaluate = (value: unknown): unknown =>
		expression.getParameterValue(String(value), null, 0, 0, 'HoneyHive', [], 'internal', {
			$credentials,
		});
	return Object.fromEntries(
		Object.entries({ baseURL, url, method, body }).map(([key, value]) => [key, evaluate(value)]),
	);
}

const requests: Readonly<Record<GenerationName, object>> = {
	export: { method: 'GET', url: '/projects', body: undefined },
	exportV1: { method: 'GET', url: '/v1/projects', body: undefined },
	search: { method: 'POST', url: '/v1/events/search', body: { filters: [], limit: 1, page: 1 } },
};

/** What n8n has stored; before the field existed, without a generation. */
const saved = (generation: string | undefined, baseUrl: string): CredentialData => ({
	...(generation && { generation }),
	baseUrl,
});

const cases: ReadonlyArray<[generation: string | undefined, baseUrl: string, GenerationName]> = [
	['automatic', 'https://api.honeyhive.ai', 'export'],
	['automatic', ' https://API.honeyhive.ai/ ', 'export'],
	['automatic', 'https://api.honeyhive.ai:443/v1', 'export'],
	['automatic', 'https://api.dp1.us.honeyhive.ai', 'search'],
	['automatic', 'https://acme.api.honeyhive.ai', 'search'],
	['automatic', 'https://api.honeyhive.ai.example.com', 'search'],
	['automatic', 'https://example.com/https://api.honeyhive.ai', 'search'],
	['automatic', 'http://localhost:8080', 'search'],
	[undefined, 'https://api.honeyhive.ai', 'export'],
	[undefined, 'https://acme.api.honeyhive.ai', 'search'],
	['export', 'https://acme.api.honeyhive.ai', 'export'],
	['exportV1', 'https://api.honeyhive.ai', 'exportV1'],
	['search', 'https://api.honeyhive.ai', 'search'],
];

describe("The credential's API Version", () => {
	it.each(cases)('%s with %s is read as %s', async (generation, baseUrl, expected) => {
		expect((await read(saved(generation, baseUrl))).generation).toBe(generations[expected]);
	});

	it.each(cases)('%s with %s is tested as %s', (generation, baseUrl, expected) => {
		expect(testRequestFor(saved(generation, baseUrl))).toEqual({
			baseURL: baseUrl.trim().replace(/\/$/, ''),
			...requests[expected],
		});
	});

	it('offers Automatic, and each generation by a name that begins with its label', () => {
		const field = new HoneyHiveApi().properties.find(({ name }) => name === 'generation');
		const choices = (field?.options ?? []).map((option) =>
			'value' in option ? [option.value, option.name] : [],
		);
		expect(choices).toEqual([
			['automatic', 'Automatic'],
			...Object.values(generations).map(({ name, label }) => [
				name,
				expect.stringMatching(new RegExp(`^${label}( \\(.+\\))?$`)),
			]),
		]);
	});

	it('is refused with the names of the choices when it is unknown', async () => {
		await expect(
			read({ generation: 'v9', baseUrl: 'https://api.honeyhive.ai' }),
		).rejects.toMatchObject({
			message: "'API Version' in the credential is 'v9'",
			remedy: 'Choose one of: Automatic, Cloud V1, Self-Hosted V1, Data Plane V2.',
		});
	});
});

describe("The credential's link to an event", () => {
	const baseUrl = 'https://acme.api.honeyhive.ai';
	const event = { event_id: 'e-1', event_type: 'tool', start_time: Date.now() };

	it('begins with the App URL and contains the Project ID', async () => {
		const { linkOf } = await read({
			baseUrl,
			projectId: ' my_project ',
			appUrl: 'https://app.acme.example/ ',
		});
		expect(linkOf(event)).toBe(
			'https://app.acme.example/p/my_project/traces/events?event=e-1&range=8w',
		);
	});

	it.each<CredentialData>([{}, { projectId: '', appUrl: '' }])(
		'needs neither field where the host and the event say enough: %j',
		async (fields) => {
			const { linkOf } = await read({ baseUrl, ...fields });
			const project_id = '1b671a64-40d5-491e-99b0-da01ff1f3341';
			expect(linkOf(event)).toBeUndefined();
			expect(linkOf({ ...event, project_id })).toBe(
				`https://acme.app.honeyhive.ai/p/${project_id}/traces/events?event=e-1&range=8w`,
			);
		},
	);

	it('is refused together with everything else when App URL is not a URL', async () => {
		const message = "'App URL' must start with https:// or http://: it is 'acme'";
		const data = { apiKey: 'hh_key', baseUrl, appUrl: 'acme' };
		await expect(read(data)).rejects.toMatchObject({ message });
		await expect(
			new CredentialStore(data).authenticate(data, 'honeyHiveApi', { url: baseUrl }),
		).rejects.toMatchObject({ message });
	});
});
