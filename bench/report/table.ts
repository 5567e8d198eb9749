export function megabytes(bytes: number | undefined): string {
	return bytes === undefined ? '–' : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** A Markdown table in which all columns except the first are right-aligned. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
	return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
