/** The text, or its beginning with an ellipsis, without half of a surrogate pair. */
export function shorten(text: string, maxCharacters: number): string {
	if (text.length <= maxCharacters) return text;
	return `${text.slice(0, maxCharacters - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/**
 * Replaces what no database stores as text: NUL, and halves of surrogate pairs, which are no characters.
 * PostgreSQL, BigQuery and DuckDB refuse a whole file because of one of them.
 */
export function storableText(text: string): string {
	return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
