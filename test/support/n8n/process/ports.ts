import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Distinct loopback ports that are free right now. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	// All are reserved at once, since the system may return the same port twice otherwise.
	await Promise.all(servers.map(listen));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map(close));
	return ports;
}

async function listen(server: Server): Promise<void> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
}

async function close(server: Server): Promise<void> {
	server.close();
	await once(server, 'close');
}
