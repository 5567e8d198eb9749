import { display, Refusal } from '../events/refusal';

const example = 'Enter the address alone, e.g. https://api.honeyhive.ai.';

/**
 * Reads the credential's Base URL: spaces around it and slashes behind it are harmless.
 *
 * @returns the URL without a trailing slash, a path prefix kept
 * @throws Refusal when it is no http(s) URL, or carries a user, a query or a fragment: with a user
 * in it, the HTTP client would send that user in place of the API key
 */
export function readBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = parse(text);
	if (!url) throw new Refusal(`'Base URL' is not a web address: it is ${display(text)}`, example);
	if (url.username || url.password) {
		throw new Refusal(
			"'Base URL' has a user name or password in it",
			`${example} The key belongs in 'API Key'.`,
		);
	}
	if (url.search || url.hash) {
		throw new Refusal(
			`'Base URL' has something behind '?' or '#': it is ${display(text)}`,
			example,
		);
	}
	return (url.origin + url.pathname).replace(/\/+$/, '');
}

function parse(text: string): URL | undefined {
	if (!/^https?:\/\//i.test(text)) return undefined;
	return URL.canParse(text) ? new URL(text) : undefined;
}
