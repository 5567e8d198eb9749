import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { runNode } from '../support/engine';
import { loadOptionsContext } from '../support/loadOptions';
import { makeCertificate } from '../support/standins/certificate';

const key = 'hh_key';
const requests: Array<string | undefined> = [];
const answer: RequestListener = ({ headers }, response) => {
	requests.push(headers.authorization);
	response.end('{"events":[]}');
};

const kinds = ['self-signed', 'of a private authority', 'of a private authority, alone'] as const;
const servers = new Map<string, Server>();
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'honeyhive-certificates-'));
	const authority = await makeCertificate(folder, ['authority.example'], { name: 'authority' });
	const issued = await makeCertificate(folder, ['localhost'], {
		name: 'issued',
		issuer: authority,
	});
	const selfSigned = await makeCertificate(folder, ['localhost'], { name: 'self-signed' });
	const [own, leaf, root] = await Promise.all(
		[selfSigned, issued, authority].map(async ({ certificate }) => await readFile(certificate)),
	);
	const keys = { own: await readFile(selfSigned.key), issued: await readFile(issued.key) };
	servers.set(kinds[0], createServer({ key: keys.own, cert: own }, answer));
	servers.set(kinds[1], createServer({ key: keys.issued, cert: `${leaf}${root}` }, answer));
	servers.set(kinds[2], createServer({ key: keys.issued, cert: leaf }, answer));
	servers.set('missing', createPlainServer(answer) as Server);
	for (const server of servers.values()) {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	}
});
beforeEach(() => requests.splice(0));
afterAll(async () => {
	for (const server of servers.values()) {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
	await rm(folder, { recursive: true });
});

const baseUrlOf = (kind: string) =>
	`https://localhost:${(servers.get(kind)?.address() as AddressInfo).port}`;

const exportFrom = async (kind: string, credential = {}) =>
	await runNode({
		credential: { apiKey: key, baseUrl: baseUrlOf(kind), generation: 'search', ...credential },
		parameters: { limit: 10 },
	});

describe('A certificate', () => {
	it.each([
		[kinds[0], 'its certificate is self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		[kinds[1], 'its certificate was issued by a private authority', 'SELF_SIGNED_CERT_IN_CHAIN'],
		[
			kinds[2],
			'its certificate cannot be traced to an authority that n8n knows',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		],
	])('%s is refused before the key is sent, with two ways out', async (kind, cause, code) => {
		const { error } = await exportFrom(kind);

		expect(error?.message).toBe(
			`HoneyHive could not be reached at ${baseUrlOf(kind)}: ${cause} [item 0]`,
		);
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(error?.description).toContain("'Ignore SSL Issues (Insecure)' in the credential");
		expect(error?.description).toContain(`(${code})`);
		expect(requests).toEqual([]);
	});

	it.each(kinds)('%s is accepted with Ignore SSL Issues', async (kind) => {
		const { error, items } = await exportFrom(kind, { ignoreSSLIssues: true });

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(requests).toEqual([`Bearer ${key}`]);
	});

	it('is checked for the lists of the editor by the same switch', async () => {
		const list = async (ignoreSSLIssues: boolean) => {
			const baseUrl = baseUrlOf(kinds[0]);
			const data = { apiKey: key, baseUrl, generation: 'export', ignoreSSLIssues };
			const { searchProjects } = new HoneyHive().methods.listSearch;
			return await searchProjects.call(loadOptionsContext(data)).then(
				() => 'listed',
				({ message }: Error) => message,
			);
		};

		expect(await list(false)).toContain('self-signed');
		expect(await list(true)).not.toContain('self-signed');
	});

	it('that is missing, because the server speaks plain HTTP, is named as that', async () => {
		const { error } = await exportFrom('missing');

		expect(error?.message).toContain('no secure connection could be established');
		expect(error?.description).toContain('http:// instead of https://');
	});
});
