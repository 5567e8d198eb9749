import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';

export interface SiteRequest {
	readonly method: string;
	/** As sent, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

/** Sent as JSON. */
export interface SiteAnswer {
	readonly status: number;
	readonly body: object;
}

/** The answers of a third-party host. */
export type Site = (request: SiteRequest) => SiteAnswer;

/** A site as Node's HTTP servers take it. */
export function listenerOf(site: Site): RequestListener {
	return (request, response) => {
		const [path = '/', query = ''] = (request.url ?? '/').split('?');
		text(request)
			.then((body) =>
				site({
					method: request.method ?? 'GET',
					path,
					query: new URLSearchParams(query),
					headers: request.headers,
					text: body,
				}),
			)
			.then(
				({ status, body }) => {
					response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
					response.end(JSON.stringify(body));
				},
				() => response.destroy(),
			);
	};
}

/** The JSON object in a text; undefined when there is none. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys of an object that are not among those known. */
export function unknownKeys(object: object, known: readonly string[]): string[] {
	return Object.keys(object).filter((key) => !known.includes(key));
}
