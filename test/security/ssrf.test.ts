// Read by n8n once, before its first request.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';

import { runNode } from '../support/engine';
import { withHostileServer } from './hostileServer';

const server = withHostileServer();

afterAll(() => {
	delete process.env.N8N_SSRF_PROTECTION_ENABLED;
});

describe("n8n's protection against server-side request forgery", () => {
	it.each([
		['an address', () => server.url],
		['a host name', () => server.url.replace('127.0.0.1', 'localhost')],
	])('refuses %s with its own remedy', async (_what, baseUrl) => {
		const { error } = await runNode({
			credential: { ...server.credential, baseUrl: baseUrl() },
			parameters: { limit: 10 },
		});

		expect(error?.message).toContain('resolves to a restricted IP address');
		expect(error?.description).toMatch(/ask your n8n administrator to allowlist/);
		expect(error?.description).not.toContain('Base URL');
	});
});
