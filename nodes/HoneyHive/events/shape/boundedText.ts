import { jsonOf } from '../json';
import { shorten, storableText } from '../text';

/** What the texts are put into, if anything in it would take some characters for markup. */
export type EscapeFor = 'none' | 'slack';

/** Slack has an escape for each of these but the back-tick, which would end the format for code. */
const slackEscapes: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'`': "'",
};

/**
 * A value as text that fits into a cell or a message: other values than text become JSON, and whole
 * characters are kept. An escape does not count as more than the character that it stands for.
 */
export function boundedText(value: unknown, maxCharacters: number, escapeFor: EscapeFor): string {
	const text = typeof value === 'string' ? value : jsonOf(value, maxCharacters);
	const bounded = storableText(shorten(text, maxCharacters));
	if (escapeFor === 'none') return bounded;
	return bounded.replace(/[&<>`]/g, (character) => slackEscapes[character] ?? character);
}
