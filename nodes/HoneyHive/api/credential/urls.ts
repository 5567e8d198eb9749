import { parseUrl } from '../../events/parseUrl';
import { display, Refusal } from '../../events/refusal';

interface UrlField {
	/** As the credential shows it. */
	readonly label: string;
	readonly example: string;
}

/**
 * Reads the credential's Base URL. Spaces around it and slashes after it are harmless.
 *
 * @returns the URL with its path, if any, but without a trailing slash
 * @throws Refusal when it is not an http(s) URL, or contains a user, a query or a fragment: with a user
 * in it, the HTTP client would send that user instead of the API key
 */
export function readBaseUrl(value: unknown): string {
	return readUrl(value, { label: 'Base URL', example: 'https://api.honeyhive.ai' });
}

/**
 * Reads the credential's App URL, by the same rules as its Base URL.
 *
 * @returns undefined when it is empty
 * @throws Refusal
 */
export function readAppUrl(value: unknown): string | undefined {
	if (isEmpty(value)) return undefined;
	return readUrl(value, { label: 'App URL', example: 'https://app.us.honeyhive.ai' });
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function readUrl(value: unknown, { label, example }: UrlField): string {
	const remedy = `Enter the URL alone, e.g. ${example}.`;
	const text = typeof value === 'string' ? value.trim() : '';
	const url = /^https?:\/\//i.test(text) ? parseUrl(text) : undefined;
	if (!url) {
		throw new Refusal(
			`'${label}' must start with https:// or http://: it is ${display(text)}`,
			remedy,
		);
	}
	if (url.username || url.password) {
		throw new Refusal(
			`'${label}' contains a user name or password`,
			`${remedy} The key belongs in 'API Key'.`,
		);
	}
	if (url.search || url.hash) {
		throw new Refusal(`'${label}' must not contain '?' or '#': it is ${display(text)}`, remedy);
	}
	return (url.origin + url.pathname).replace(/\/+$/, '');
}
