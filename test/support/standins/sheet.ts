export type Cell = string | number | boolean | null;

/** Rows of a sheet, counted from 1, both included. */
export interface RowRange {
	readonly first: number;
	readonly last: number;
}

/** Characters. Google refuses the whole request because of one longer cell. */
const maxCellLength = 50_000;

/** A request that Google answers with status 400. */
export class InvalidArgument extends Error {}

/** A sheet within a document, with as many rows and columns as a new one has. */
export class Sheet {
	private readonly cells: Cell[][] = [];
	private rowCount = 1000;
	private readonly columnCount = 26;

	constructor(
		readonly title: string,
		readonly sheetId: number,
	) {}

	get properties() {
		const { title, sheetId, rowCount, columnCount } = this;
		return {
			sheetId,
			title,
			index: 0,
			sheetType: 'GRID',
			gridProperties: { rowCount, columnCount },
		};
	}

	/** The rows up to the last one that is not empty. */
	get rows(): readonly Cell[][] {
		return this.cells;
	}

	/** The rows of a range, or all of them. */
	read(range?: RowRange): readonly Cell[][] {
		return range ? this.cells.slice(range.first - 1, range.last) : this.cells;
	}

	/** @throws InvalidArgument when the rows do not fit the range, the range the sheet, or a text its cell */
	write(range: RowRange, rows: readonly (readonly Cell[])[]): void {
		if (rows.length > range.last - range.first + 1) {
			throw new InvalidArgument('Requested writing more rows than the range has');
		}
		if (range.first > this.rowCount || rows.some((row) => row.length > this.columnCount)) {
			throw new InvalidArgument(`Range exceeds grid limits. Max rows: ${this.rowCount}`);
		}
		if (rows.flat().some((cell) => typeof cell === 'string' && cell.length > maxCellLength)) {
			throw new InvalidArgument(
				`Your input contains more than the maximum of ${maxCellLength} characters in a single cell.`,
			);
		}
		this.rowCount = Math.max(this.rowCount, range.last);
		rows.forEach((row, index) => {
			const place = range.first - 1 + index;
			while (this.cells.length <= place) this.cells.push([]);
			this.cells[place] = [...row];
		});
	}

	appendRows(count: number): void {
		this.rowCount += count;
	}
}
