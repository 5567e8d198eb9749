import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Where a workflow under test sends its items: what Slack or a database would have received. */
export interface Sink {
	readonly url: string;
	/** Each line that it received. */
	readonly received: readonly string[];
	/** Resolves once it has received `count` lines in total. @throws Error after 90 s, or `patienceMs` */
	has(count: number, patienceMs?: number): Promise<void>;
	close(): Promise<void>;
}

/** Listens on loopback and keeps the lines of each request. */
export async function openSink(): Promise<Sink> {
	const received: string[] = [];
	let onReceived: () => void = () => undefined;
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			received.push(...body.split('\n'));
			response.end('ok');
			onReceived();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		received,
		has: async (count, patienceMs = 90_000) =>
			await new Promise((resolve, reject) => {
				const timer = setTimeout(
					() => reject(new Error(`The sink has ${received.length} of ${count}`)),
					patienceMs,
				);
				onReceived = () => {
					if (received.length < count) return;
					clearTimeout(timer);
					resolve();
				};
				onReceived();
			}),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
