import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GOOD_KEY } from '../emulator';
import { runWorkflow } from '../support/n8n/api/execution';
import { createCredential, createWorkflow } from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { signIn } from './instance';
import { honeyHiveCredential, httpRequestWorkflow, TRIGGER } from './workflows';

/** A server on loopback that keeps the headers of its requests, and may redirect them. */
function withServer(location: () => string | undefined = () => undefined) {
	const received: IncomingHttpHeaders[] = [];
	let server: Server;
	beforeAll(async () => {
		server = createServer((request, response) => {
			received.push(request.headers);
			const target = location();
			response.writeHead(target ? 307 : 200, target ? { Location: target } : {}).end('{}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => received.splice(0));
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));
	return {
		received,
		url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
	};
}

describe("n8n's HTTP Request node with the HoneyHive credential", () => {
	const elsewhere = withServer();
	let isRedirecting = false;
	const honeyHive = withServer(() => (isRedirecting ? elsewhere.url() : undefined));
	let n8n: N8nSession;
	beforeAll(async () => {
		n8n = await signIn();
	});
	beforeEach(() => {
		isRedirecting = false;
	});

	const request = async (url: string) => {
		const draft = honeyHiveCredential(honeyHive.url(), 'search', GOOD_KEY);
		const credential = await createCredential(n8n, draft);
		const workflow = await createWorkflow(n8n, httpRequestWorkflow(credential, url));
		return await runWorkflow(n8n, workflow, TRIGGER);
	};

	it('sends the key to the Base URL', async () => {
		const { status } = await request(`${honeyHive.url()}/v1/events`);

		expect(status).toBe('success');
		expect(honeyHive.received).toMatchObject([{ authorization: `Bearer ${GOOD_KEY}` }]);
	});

	it('does not send the key to another host', async () => {
		const { status } = await request(`${elsewhere.url()}/v1/events`);

		expect(status).toBe('success');
		expect(elsewhere.received).toHaveLength(1);
		expect(JSON.stringify(elsewhere.received)).not.toContain(GOOD_KEY);
	});

	it('does not follow a redirect with the key', async () => {
		isRedirecting = true;
		const { status } = await request(`${honeyHive.url()}/v1/events`);

		expect(status).toBe('error');
		expect(honeyHive.received).toHaveLength(1);
		expect(elsewhere.received).toHaveLength(0);
	});
});
