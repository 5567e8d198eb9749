import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORBIDDEN_KEY, GENERATIONS, GOOD_KEY, type Generation } from '../emulator';
import { freePorts } from '../support/n8n/process/ports';
import { createCredential, testCredential } from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { makeCertificate } from '../support/standins/certificate';
import { withEmulator } from '../support/withEmulator';
import { signIn } from './instance';
import { honeyHiveCredential } from './workflows';

const another: Record<Generation, Generation> = {
	export: 'search',
	exportV1: 'export',
	search: 'export',
};

let n8n: N8nSession;
beforeAll(async () => {
	n8n = await signIn();
});

describe('The credential with the default API version', () => {
	const host = withEmulator({ generations: ['search'] });

	it('is tested by the route that its host most likely serves', async () => {
		const credential = await createCredential(n8n, {
			...honeyHiveCredential(host.url, 'search', GOOD_KEY),
			data: { apiKey: GOOD_KEY, baseUrl: host.url },
		});

		expect(await testCredential(n8n, credential)).toMatchObject({ status: 'OK' });
	});
});

describe.each(GENERATIONS)("The credential's test for the generation %s", (generation) => {
	const host = withEmulator({ generations: [generation] });
	const otherHost = withEmulator({ generations: [another[generation]] });

	const outcome = async (baseUrl: string, key: string) =>
		await testCredential(
			n8n,
			await createCredential(n8n, honeyHiveCredential(baseUrl, generation, key)),
		);

	it('passes with a valid key', async () => {
		expect(await outcome(host.url, GOOD_KEY)).toMatchObject({ status: 'OK' });
	});

	it('passes when the base URL ends with a slash', async () => {
		expect(await outcome(`${host.url}/`, GOOD_KEY)).toMatchObject({ status: 'OK' });
	});

	it('reports a wrong key', async () => {
		expect(await outcome(host.url, 'hh_mistyped')).toEqual({
			status: 'Error',
			message: expect.stringContaining('does not accept the API key'),
		});
	});

	it('reports a key that lacks the permission', async () => {
		expect(await outcome(host.url, FORBIDDEN_KEY)).toEqual({
			status: 'Error',
			message: expect.stringContaining('lacks permission'),
		});
	});

	it('reports a host that does not serve the generation', async () => {
		expect(await outcome(otherHost.url, GOOD_KEY)).toEqual({
			status: 'Error',
			message: expect.stringContaining('Base URL and API Version'),
		});
	});

	it('reports a host that cannot be reached', async () => {
		const [port] = await freePorts(1);

		const { status, message } = await outcome(`http://127.0.0.1:${port}`, GOOD_KEY);

		expect(status).toBe('Error');
		expect(message).toMatch(/refused|connect/i);
	});
});

describe("The credential's test with a certificate that n8n does not trust", () => {
	let server: Server;
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'honeyhive-certificate-'));
		const { certificate, key } = await makeCertificate(folder, ['localhost']);
		const options = { cert: await readFile(certificate), key: await readFile(key) };
		server = createServer(options, (_request, response) => response.end('{}'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await rm(folder, { recursive: true });
	});

	const outcome = async (ignoreSSLIssues: boolean) => {
		const { port } = server.address() as AddressInfo;
		const draft = honeyHiveCredential(`https://localhost:${port}`, 'search', GOOD_KEY);
		const data = { ...draft.data, ignoreSSLIssues };
		return await testCredential(n8n, await createCredential(n8n, { ...draft, data }));
	};

	it('is refused', async () => {
		expect(await outcome(false)).toEqual({
			status: 'Error',
			message: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		});
	});

	it('passes with Ignore SSL Issues', async () => {
		expect(await outcome(true)).toMatchObject({ status: 'OK' });
	});
});
