import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { CertificateFiles } from './certificate';
import { listenerOf, type Site } from './site';

/** Where a program finds the gateway, and how it trusts the sites there. */
export interface GatewayPlace extends CertificateFiles {
	readonly port: number;
}

/** The only network access of a program that uses it, which leads to stand-ins only. */
export interface Gateway {
	/** Requested hosts that are not among the sites, as `host:port`. */
	readonly refused: readonly string[];
	close(): Promise<void>;
}

/** The settings that send a Node program through the gateway, except to loopback addresses. */
export function throughGateway({ port, certificate }: GatewayPlace): Record<string, string> {
	const proxy = `http://127.0.0.1:${port}`;
	return {
		HTTP_PROXY: proxy,
		HTTPS_PROXY: proxy,
		NO_PROXY: '127.0.0.1,localhost,::1',
		NODE_EXTRA_CA_CERTS: certificate,
	};
}

/**
 * Opens an HTTP proxy on loopback that ends TLS itself: what is sent to one of the hosts arrives at
 * its stand-in. While it is closed, the program reaches nothing at all.
 */
export async function openGateway(
	place: GatewayPlace,
	sites: Readonly<Record<string, Site>>,
): Promise<Gateway> {
	const refused: string[] = [];
	const inside = createSecureServer(
		{ key: await readFile(place.key), cert: await readFile(place.certificate) },
		(request, response) => {
			const site = sites[request.headers.host ?? ''];
			if (site) listenerOf(site)(request, response);
			else refuse(request.headers.host, response);
		},
	);
	const door = createServer((request, response) => refuse(request.url, response));
	const sockets = new Set<Duplex>();
	door.on('connect', ({ url }: IncomingMessage, socket: Duplex, head: Buffer) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
		if (!isSite(url)) {
			refused.push(String(url));
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		socket.unshift(head);
		inside.emit('connection', socket);
	});

	function isSite(target = ''): boolean {
		return Object.keys(sites).some((host) => target === `${host}:443`);
	}

	function refuse(target = '', response: ServerResponse): void {
		refused.push(target);
		response.writeHead(403).end();
	}

	await new Promise<void>((resolve, reject) => {
		door.once('error', reject).listen(place.port, '127.0.0.1', resolve);
	});
	return {
		refused,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			door.closeAllConnections();
			await new Promise((resolve) => door.close(resolve));
		},
	};
}
