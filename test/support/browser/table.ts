import type { Locator } from 'playwright-core';

export interface Table {
	/** As n8n puts it above the table: "12 items". */
	readonly count: string;
	readonly columns: readonly string[];
	/** One entry for each item on the page, by column, as the user reads it. */
	readonly rows: ReadonlyArray<Readonly<Record<string, string>>>;
}

/** Reads the table view of an output; the first page of it when there are more. */
export async function readTable(output: Locator): Promise<Table> {
	const table = output.locator('table');
	await table.locator('tbody tr').first().waitFor();
	const columns = trimmed(await table.locator('thead th').allInnerTexts());
	const rows = await Promise.all(
		(await table.locator('tbody tr').all()).map(async (row) =>
			trimmed(await row.locator('td').allInnerTexts()),
		),
	);
	return {
		count: await output.getByTestId('run-data-item-count').innerText(),
		columns: columns.filter((name) => name !== ''),
		rows: rows.map((cells) => recordOf(columns, cells)),
	};
}

function trimmed(texts: readonly string[]): string[] {
	return texts.map((text) => text.trim());
}

/** n8n renders columns without a name at the edges. */
function recordOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
	const named = columns.map((name, index) => [name, cells[index] ?? ''] as const);
	return Object.fromEntries(named.filter(([name]) => name !== ''));
}
