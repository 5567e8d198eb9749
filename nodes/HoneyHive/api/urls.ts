import { display, Refusal } from '../events/refusal';

const example = 'Enter the URL alone, e.g. https://api.honeyhive.ai.';

/**
 * Reads the credential's Base URL. Spaces around it and slashes after it are harmless.
 *
 * @returns the URL with its path, if any, but without a trailing slash
 * @throws Refusal when it is not an http(s) URL, or contains a user, a query or a fragment: with a user
 * in it, the HTTP client would send that user instead of the API key
 */
export function readBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = parse(text);
	if (!url)
		throw new Refusal(
			`'Base URL' must start with https:// or http://: it is ${display(text)}`,
			example,
		);
	if (url.username || url.password) {
		throw new Refusal(
			"'Base URL' contains a user name or password",
			`${example} The key belongs in 'API Key'.`,
		);
	}
	if (url.search || url.hash) {
		throw new Refusal(`'Base URL' must not contain '?' or '#': it is ${display(text)}`, example);
	}
	return (url.origin + url.pathname).replace(/\/+$/, '');
}

function parse(text: string): URL | undefined {
	if (!/^https?:\/\//i.test(text)) return undefined;
	return URL.canParse(text) ? new URL(text) : undefined;
}
