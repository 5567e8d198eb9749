import { storableText } from '../text';
import { storableJson } from './text';

/**
 * Writes a value as a cell of CSV. A missing value is an empty cell; an empty text is quoted, which
 * distinguishes it from that.
 */
export function cellOf(value: unknown, escapeFormulas: boolean): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' && isPlain(value)) return value;
	return quote(textOf(value, escapeFormulas));
}

/**
 * The text of a value.
 *
 * @param escapeFormulas whether to make text harmless that a spreadsheet would run as a formula
 */
export function textOf(value: unknown, escapeFormulas: boolean): string {
	if (typeof value === 'string') {
		const text = storableText(value);
		return escapeFormulas ? escapeFormulasIn(text) : text;
	}
	if (typeof value !== 'object') return String(value);
	const json = storableJson(value);
	return escapeFormulas ? escapeFormulasInJson(json) : json;
}

/** Quotes text that contains characters with a meaning in CSV, and empty text. */
export function quote(text: string): string {
	return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether text is a cell as it is. This is asked first, because it is true of most, and quick to find out. */
function isPlain(text: string): boolean {
	return /^\w[^\0\t\r\n",;\uD800-\uDFFF]*$/.test(text);
}

/** How a formula begins for a spreadsheet, including full-width characters. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * What would begin a formula if semicolons or tabs separated the cells, as many spreadsheets read a file.
 * The character comes first in the pattern, so that long runs of spaces are walked through only once.
 */
const innerFormula = /[=+\-@＝＋－＠](?<=[;\t][ "]*.)/g;

function escapeFormulasIn(text: string): string {
	const escaped = escapeInner(text, (character) => `'${character}`);
	return formula.test(escaped) ? `'${escaped}` : escaped;
}

/** JSON says the same with the character's escape, which begins no formula. */
function escapeFormulasInJson(json: string): string {
	return escapeInner(
		json,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

function escapeInner(text: string, escape: (character: string) => string): string {
	const hasSeparator = text.includes(';') || text.includes('\t');
	return hasSeparator ? text.replace(innerFormula, escape) : text;
}
