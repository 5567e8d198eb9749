import { isObject } from '../../events/event';
import { messageOf } from '../../events/refusal';

/** What an error of n8n's helper says about why there is no answer, or none to its end. */
export interface Reason {
	/** From Node or OpenSSL, such as ECONNREFUSED; undefined when n8n refused to send the request. */
	readonly code?: string | undefined;
	readonly message: string;
	/** How to fix it, in n8n's own words. */
	readonly remedy?: string | undefined;
	/** What could not be connected to, if it is known. */
	readonly peer?: Peer | undefined;
}

/** One end of a connection: a host that was looked up, or an address that was connected to. */
export interface Peer {
	readonly hostname?: string | undefined;
	readonly address?: string | undefined;
	readonly port?: number | undefined;
}

/** Looks behind n8n's error, which has words of its own, and behind that of the HTTP client. */
export function reasonOf(error: unknown): Reason {
	const client = causeOf(error) ?? error;
	const cause = causeOf(client);
	// Of a host with several addresses, there is one error for each.
	const connection: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
	return {
		code: textIn(client, 'code'),
		message: messageOf(client),
		remedy: textIn(client, 'description') ?? textIn(connection, 'description'),
		peer: {
			hostname: textIn(connection, 'hostname'),
			address: textIn(connection, 'address'),
			port: isObject(connection) ? Number(connection.port) || undefined : undefined,
		},
	};
}

function causeOf(error: unknown): unknown {
	return error instanceof Error ? error.cause : undefined;
}

function textIn(error: unknown, key: string): string | undefined {
	const value = isObject(error) ? error[key] : undefined;
	return typeof value === 'string' ? value : undefined;
}
