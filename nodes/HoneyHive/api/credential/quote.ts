import { shorten } from '../../events/text';
import { visible } from '../../events/visible';

/** Characters of a text by others that a message quotes. */
const maxQuoted = 400;

/** Characters of such a text that are examined. */
const maxExamined = 64 * 1024;

/**
 * Makes text that others wrote fit for a message: one line of at most 400 characters, which contains
 * neither the API key nor anything that cannot be seen.
 */
export type Quote = (text: string) => string;

export function quoterOf(key: string): Quote {
	const forms = new RegExp(formsOf(key).join('|'), 'gi');
	return (text) => {
		// Before anything is cut: half a key must not remain at the end.
		const withoutKey = visible(text.slice(0, maxExamined)).replace(forms, '[API key]');
		return shorten(withoutKey.replace(/\s+/g, ' ').trim(), maxQuoted);
	};
}

/** What the key can look like in a text, as regular expressions. */
function formsOf(key: string): string[] {
	const inBase64 = base64Of(key).map(
		(core) => `[\\w+/-]{0,3}${patternOf(core)}[\\w+/-]{0,3}(?:=|%3d){0,2}`,
	);
	return [...inBase64, patternOf(key)];
}

/** Each character as it is, or escaped for JSON or a URL, once or more often; perhaps on two lines. */
function patternOf(text: string): string {
	return [...text]
		.map((char) => {
			const code = char.charCodeAt(0).toString(16).padStart(2, '0');
			return `\\\\{0,4}(?:${literalOf(char)}|u00${code}|%(?:25){0,3}${code})`;
		})
		.join('\\s{0,2}');
}

/** With `-` and `_` for `+` and `/`, as in the base64 of URLs. */
function literalOf(char: string): string {
	if (char === '+') return '[+-]';
	if (char === '/') return '[/_]';
	return char.replace(/[\\^$.*?()[\]{}|-]/, '\\$&');
}

/** Fewer characters than this are found in any text. */
const minBase64 = 6;

/**
 * The key in base64, whatever stands in front of it, such as "Bearer": only how many bytes that are,
 * modulo 3, makes a difference. Characters that also depend on what is around the key are left out.
 */
function base64Of(key: string): string[] {
	return [0, 1, 2]
		.map((offset) => {
			const text = Buffer.from(' '.repeat(offset) + key).toString('base64');
			return text.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + key.length) * 4) / 3));
		})
		.filter((core) => core.length >= minBase64);
}
