export function megabytes(bytes: number | undefined): string {
	return bytes === undefined ? '–' : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** A Markdown table; every column but the first holds numbers. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
	return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
