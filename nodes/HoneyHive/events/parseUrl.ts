/**
 * Returns undefined for what is not a URL.
 *
 * Not `URL.canParse`: once Node.js 20 has compiled a call of it, which takes a few thousand calls, it
 * returns false for every URL with a letter such as "ö".
 *
 * @param base what a relative URL starts from
 */
export function parseUrl(url: string, base?: string): URL | undefined {
	try {
		return new URL(url, base);
	} catch {
		return undefined;
	}
}
