import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { runNode } from '../support/engine';
import { freePorts } from '../support/n8n/process/ports';

const baseUrls = ['http://honeyhive.example', 'https://honeyhive.example'];

const variables = ['HTTP_PROXY', 'HTTPS_PROXY'];

const exportThrough = async (proxy: string, baseUrl: string) => {
	for (const name of variables) process.env[name] = proxy;
	const { error } = await runNode({
		credential: { apiKey: 'hh_key', baseUrl, generation: 'search' },
		parameters: { limit: 10, options: { maxRetries: 0 } },
	});
	return error;
};

const before = variables.map((name) => [name, process.env[name]] as const);
afterAll(() => {
	for (const [name, value] of before) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
});

describe.each(baseUrls)('A proxy on the way to %s', (baseUrl) => {
	let proxy: Server;
	const asked: string[] = [];
	beforeAll(async () => {
		proxy = createServer((request, response) => {
			asked.push(`${request.method}`);
			response.writeHead(407, { 'Proxy-Authenticate': 'Basic' }).end();
		});
		proxy.on('connect', (request, socket) => {
			asked.push(`${request.method}`);
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => {
		proxy.closeAllConnections();
		await new Promise((resolve) => proxy.close(resolve));
	});

	it('that requires a password is named, with where the password belongs', async () => {
		const { port } = proxy.address() as AddressInfo;
		const error = await exportThrough(`http://127.0.0.1:${port}`, baseUrl);

		expect(asked).toHaveLength(1);
		expect(error?.message).toBe(
			'The proxy between n8n and HoneyHive requires a user name and password (HTTP 407) [item 0]',
		);
		expect(error?.description).toContain('HTTP_PROXY and HTTPS_PROXY');
	});

	it('that does not run is named, not HoneyHive', async () => {
		const [port] = await freePorts(1);
		const error = await exportThrough(`http://127.0.0.1:${port}`, baseUrl);

		expect(error?.message).toBe(
			`The proxy between n8n and HoneyHive could not be reached at 127.0.0.1:${port}: the connection was refused [item 0]`,
		);
		expect(error?.description).toContain('NO_PROXY. (ECONNREFUSED)');
	});

	it('whose host does not exist is named, not HoneyHive', async () => {
		const error = await exportThrough('http://proxy.invalid:3128', baseUrl);

		expect(error?.message).toMatch(
			/^The proxy between n8n and HoneyHive could not be reached at proxy\.invalid: the host/,
		);
	});
});
