import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: Linux begins at 32768, others at 49152. */
const lowest = 20_000;
const highest = 32_000;

/** A loopback port outside the range that the system assigns by itself, so that it stays free. */
export async function lastingPort(): Promise<number> {
	const port = lowest + Math.floor(Math.random() * (highest - lowest));
	return (await isFree(port)) ? port : await lastingPort();
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}
