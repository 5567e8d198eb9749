import type { HoneyHiveEvent } from '../event';
import { flatten } from '../shape/flatten';
import type { Shape } from '../shape/shape';
import { Content } from './content';
import type { Encoder } from './encoder';

export interface CsvOptions {
	/** Applied to an event before its fields become columns. */
	readonly shape: Shape;
	/** Columns that every file begins with, whether they are filled or not. */
	readonly columns: readonly string[];
	/** Whether to put an apostrophe before text that a spreadsheet would run as a formula. */
	readonly escapeFormulas: boolean;
}

const lineEnd = '\r\n';

/** A row that was written: where it ends, without its line end, and how many cells it has. */
interface Row {
	readonly end: number;
	readonly cells: number;
}

/**
 * Writes CSV as RFC 4180 describes it, in UTF-8: a header, then a row for each event.
 *
 * Nested objects become columns with dotted names. A column that first appears in a later event is
 * added after the others, so that none ever moves; the files that follow begin with all of them.
 */
export class CsvEncoder implements Encoder<HoneyHiveEvent> {
	/** The names of the columns, each with its position. */
	private readonly columns: Map<string, number>;

	private readonly content = new Content();

	/** The header as it would be written; undefined when columns have been added since. */
	private header: Buffer | undefined;

	private rows: Row[] = [];

	/** Cells of all rows. */
	private cells = 0;

	constructor(private readonly options: CsvOptions) {
		this.columns = new Map(options.columns.map((name, place) => [name, place]));
	}

	add(event: HoneyHiveEvent, maxBytes: number): boolean {
		const { size } = this.columns;
		const cells = this.cellsOf(event);
		const row = Buffer.from(cells.join(','));
		if (this.rows.length > 0 && this.sizeWith(row) > maxBytes) {
			this.dropColumns(size);
			return false;
		}
		this.content.append(row, maxBytes);
		// A row without cells is an empty line, which reads as one empty cell.
		this.rows.push({ end: this.content.length, cells: Math.max(1, cells.length) });
		this.cells += cells.length;
		return true;
	}

	finish(): Uint8Array {
		const file = Buffer.concat(this.pieces());
		this.content.take();
		this.rows = [];
		this.cells = 0;
		return file;
	}

	private cellsOf(event: HoneyHiveEvent): string[] {
		const cells: string[] = new Array<string>(this.columns.size).fill('');
		for (const [name, value] of Object.entries(flatten(this.options.shape(event)))) {
			cells[this.placeOf(name)] = this.cellOf(value);
		}
		return cells;
	}

	private placeOf(name: string): number {
		const known = this.columns.get(name);
		if (known !== undefined) return known;
		this.columns.set(name, this.columns.size);
		this.header = undefined;
		return this.columns.size - 1;
	}

	/** Removes the columns of an event that did not fit into this file. */
	private dropColumns(from: number): void {
		if (this.columns.size === from) return;
		for (const [name, place] of this.columns) if (place >= from) this.columns.delete(name);
		this.header = undefined;
	}

	/** An empty text is quoted, which distinguishes it from no value. */
	private cellOf(value: unknown): string {
		if (value === undefined || value === null) return '';
		if (value === '') return '""';
		if (typeof value === 'string')
			return quote(this.options.escapeFormulas ? escapeFormula(value) : value);
		return typeof value === 'object' ? quote(JSON.stringify(value)) : String(value);
	}

	/** Bytes of the file with one more row, once all rows have all cells. */
	private sizeWith(row: Uint8Array): number {
		const rows = this.rows.length + 1;
		const missing = rows * this.columns.size - this.cells - this.columns.size;
		const headerSize = this.writeHeader().length;
		return headerSize + this.content.length + row.length + missing + rows * lineEnd.length;
	}

	private writeHeader(): Buffer {
		this.header ??= Buffer.from(
			[...this.columns.keys()].map((name) => this.cellOf(name)).join(',') + lineEnd,
		);
		return this.header;
	}

	/** Completes rows that were written when there were fewer columns. */
	private pieces(): Uint8Array[] {
		const pieces: Uint8Array[] = [this.writeHeader()];
		const written = this.content.view();
		let from = 0;
		for (const { end, cells } of this.rows) {
			const missingCells = ','.repeat(Math.max(0, this.columns.size - cells));
			pieces.push(written.subarray(from, end), Buffer.from(missingCells + lineEnd));
			from = end;
		}
		return pieces;
	}
}

/** Quotes text that contains characters with a meaning in CSV. */
function quote(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** How a formula begins for a spreadsheet, including full-width characters. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function escapeFormula(text: string): string {
	return formula.test(text) ? `'${text}` : text;
}
