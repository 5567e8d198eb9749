import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

export interface RecordedRequest {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	/** Parsed JSON, or the raw text of anything else. */
	body: unknown;
	/** As answered; 0 while unanswered, and when the connection was reset instead. */
	status: number;
	/** Which connection it came on: 1 for the first this emulator saw. */
	connection: number;
	/** How many requests waited for their answer when this one arrived, including it. */
	unanswered: number;
	/** The client went away before it had the whole answer. */
	aborted: boolean;
}

/** Every API request, in the order of arrival, and the connections they came on. */
export class Recording {
	readonly requests: RecordedRequest[] = [];
	private readonly connections = new WeakMap<Socket, number>();
	private connected = 0;

	clear(): void {
		this.requests.length = 0;
	}

	/** The number of the connection, and whether this is its first request. */
	connectionOf(socket: Socket): { connection: number; fresh: boolean } {
		const known = this.connections.get(socket);
		if (known !== undefined) return { connection: known, fresh: false };
		this.connections.set(socket, ++this.connected);
		return { connection: this.connected, fresh: true };
	}
}
