import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { CredentialData } from '../support/credentialStore';

/** Answers a request in whatever way it likes, also directly on the socket. */
export type Answer = (
	response: ServerResponse,
	request: { readonly body: Record<string, unknown>; readonly socket: Socket },
) => void;

export interface HostileServer {
	readonly url: string;
	readonly credential: CredentialData;
	/** The bodies of the requests since the last `answerWith`. */
	readonly requests: ReadonlyArray<Record<string, unknown>>;
	/** Connections that are open. */
	readonly openSockets: number;
	answerWith(answer: Answer): void;
}

export const secretKey = 'hh_s3cret/Key+of=the~test';

/** A server on loopback that does what it should not, for all tests of the enclosing file or `describe`. */
export function withHostileServer(): HostileServer {
	let answer: Answer = (response) => response.end();
	let requests: Array<Record<string, unknown>> = [];
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		void readJson(request).then((body) => {
			requests.push(body);
			answer(response, { body, socket: request.socket });
		});
	});
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		// The client may end the connection at any time.
		socket.on('error', () => socket.destroy());
	});
	beforeAll(
		async () => await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
	);
	afterAll(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return {
		get url() {
			return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		},
		get credential() {
			return { apiKey: secretKey, baseUrl: this.url, generation: 'search' };
		},
		get requests() {
			return requests;
		},
		get openSockets() {
			return sockets.size;
		},
		answerWith(next) {
			answer = next;
			requests = [];
		},
	};
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Writes the same bytes again and again, as fast as they are taken, until the connection ends. */
export function writeForever(response: ServerResponse, chunk: Uint8Array | string): void {
	const write = () => {
		while (!response.destroyed && response.write(chunk));
	};
	response.on('drain', write);
	write();
}
