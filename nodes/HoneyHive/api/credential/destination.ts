import type { IHttpRequestOptions } from 'n8n-workflow';

import { parseUrl } from '../../events/parseUrl';

/** n8n's older helper, which the HTTP Request node uses, also knows `uri`. */
type RequestOptions = IHttpRequestOptions & { readonly uri?: unknown };

/**
 * Whether a request goes to the origin of the Base URL: the same protocol, host and port.
 *
 * n8n and its HTTP client do not join `baseURL` and `url` in the same way. So everything that the request
 * names must have that origin, whichever part is used in the end.
 */
export function goesToBaseUrl(baseUrl: string, request: RequestOptions): boolean {
	const origin = originOf(baseUrl);
	const { baseURL, url, uri } = request;
	const named = [baseURL, url, uri].filter(Boolean).map(String);
	const start = baseURL && String(baseURL);
	return named.length > 0 && named.every((address) => originOf(address, start) === origin);
}

/** Not `URL.origin`, which is that of the address inside for `blob:https://…`. */
function originOf(address: string, start?: string): string | undefined {
	const url = parseUrl(address, start);
	return url && `${url.protocol}//${url.host}`;
}
