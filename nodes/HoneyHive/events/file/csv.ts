import type { HoneyHiveEvent } from '../event';
import { flatten } from '../shape/flatten';
import type { Shape } from '../shape/shape';
import { Content } from './content';
import type { Encoder } from './encoder';

export interface CsvOptions {
	/** What becomes of an event before its fields become columns. */
	readonly shape: Shape;
	/** Columns that every file begins with, whether they are filled or not. */
	readonly columns: readonly string[];
	/** Whether text that a spreadsheet would take for a formula gets an apostrophe in front. */
	readonly escapeFormulas: boolean;
}

const lineEnd = '\r\n';

/** A row that is written: where it ends, without its line end, and how many cells it has. */
interface Row {
	readonly end: number;
	readonly cells: number;
}

/**
 * Writes CSV as RFC 4180 describes it, in UTF-8: a header, then a row for each event.
 *
 * Nested objects become columns with dotted names. A column that appears first in a later event is
 * added behind the others, so that none ever moves; the files that follow begin with all of them.
 */
export class CsvEncoder implements Encoder<HoneyHiveEvent> {
	/** Names of the columns, each with its place. */
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

	add(event: HoneyHiveEvent, mostBytes: number): boolean {
		const { size } = this.columns;
		const cells = this.cellsOf(event);
		const row = Buffer.from(cells.join(','));
		if (this.rows.length > 0 && this.sizeWith(row) > mostBytes) {
			this.dropColumns(size);
			return false;
		}
		this.content.append(row, mostBytes);
		// A row without a cell is a line all the same, which is read as one empty cell.
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

	/** Those that came with an event which this file does not take. */
	private dropColumns(from: number): void {
		if (this.columns.size === from) return;
		for (const [name, place] of this.columns) if (place >= from) this.columns.delete(name);
		this.header = undefined;
	}

	/** An empty text is quoted, which tells it from no value. */
	private cellOf(value: unknown): string {
		if (value === undefined || value === null) return '';
		if (value === '') return '""';
		if (typeof value === 'string')
			return quote(this.options.escapeFormulas ? defuse(value) : value);
		return typeof value === 'object' ? quote(JSON.stringify(value)) : String(value);
	}

	/** Bytes of the file with one more row in it, once all rows have all cells. */
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

	/** Rows that were written when there were fewer columns get the cells that they lack. */
	private pieces(): Uint8Array[] {
		const pieces: Uint8Array[] = [this.writeHeader()];
		const written = this.content.view();
		let from = 0;
		for (const { end, cells } of this.rows) {
			const lacking = ','.repeat(Math.max(0, this.columns.size - cells));
			pieces.push(written.subarray(from, end), Buffer.from(lacking + lineEnd));
			from = end;
		}
		return pieces;
	}
}

/** Where a cell holds what has a meaning in CSV. */
function quote(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What spreadsheets take for the beginning of a formula, in full width too. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function defuse(text: string): string {
	return formula.test(text) ? `'${text}` : text;
}
