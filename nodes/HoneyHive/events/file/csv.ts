import type { HoneyHiveEvent } from '../event';
import { columnsOf, isSpread } from '../shape/flatten';
import type { Shape } from '../shape/shape';
import { cellOf, textOf } from './cell';
import { Columns, tooManyColumnsHint, type Field } from './columns';
import { Content } from './content';
import type { Encoder } from './encoder';
import { Row } from './row';

export interface CsvOptions {
	/** Applied to an event before its fields become columns. */
	readonly shape: Shape;
	/** Columns that every file begins with, whether they are filled or not. */
	readonly columns: readonly string[];
	/** Whether to make text harmless that a spreadsheet would run as a formula. */
	readonly escapeFormulas: boolean;
	/** Whether files begin with a byte order mark. */
	readonly byteOrderMark: boolean;
	/** Receives what the user should know about the files. */
	readonly onHint: (hint: string) => void;
}

const lineEnd = '\r\n';

const byteOrderMark = '\uFEFF';

/**
 * Writes CSV as RFC 4180 describes it, in UTF-8: a header, then a row for each event.
 *
 * Nested objects become columns with dotted names. A column that first appears in a later event is
 * added after the others, so that none ever moves; the files that follow begin with all of them. What
 * has no room in the columns is written into the last one as JSON.
 *
 * Until a file ends, only the cells that events fill are written. Then the rows move apart, within the
 * same memory, to make room for the empty cells.
 */
export class CsvEncoder implements Encoder<HoneyHiveEvent> {
	private readonly columns: Columns;

	private readonly row = new Row();

	private readonly content = new Content();

	/** For each row, where it ends in the content. */
	private ends: number[] = [];

	/** For each row, how many cells are written. */
	private cells: number[] = [];

	private allCells = 0;

	/** Columns of this file: not those of an event that did not fit into it. */
	private width: number;

	constructor(private readonly options: CsvOptions) {
		this.columns = new Columns((name) => textOf(name, options.escapeFormulas));
		for (const name of options.columns) this.columns.placeOf(name);
		this.width = this.columns.width;
	}

	add(event: HoneyHiveEvent, maxBytes: number): boolean {
		this.fill(this.options.shape(event));
		const { text, cells } = this.row.take();
		const bytes = Buffer.byteLength(text);
		const { width } = this.columns;
		const rows = this.ends.length + 1;
		const written = this.content.length + bytes;
		const size = this.sizeOf(written, rows, this.allCells + cells, width);
		if (rows > 1 && size > maxBytes) return false;
		this.content.appendText(text, bytes, maxBytes);
		this.ends.push(this.content.length);
		this.cells.push(cells);
		this.allCells += cells;
		this.width = width;
		return true;
	}

	finish(): Uint8Array {
		const { width, ends, cells } = this;
		const header = Buffer.from(this.mark + this.columns.header(width) + lineEnd);
		const size = this.sizeOf(this.content.length, ends.length, this.allCells, width);
		const file = this.content.resize(size);
		let at = size;
		// From the last row to the first, because each moves towards the end.
		for (let row = ends.length - 1; row >= 0; row--) {
			const from = ends[row - 1] ?? 0;
			const to = ends[row] ?? from;
			at -= lineEnd.length;
			file.write(lineEnd, at);
			const missing = width - (cells[row] ?? 0);
			file.fill(',', at - missing, at);
			at -= missing + to - from;
			file.copyWithin(at, from, to);
		}
		file.set(header);
		this.ends = [];
		this.cells = [];
		this.allCells = 0;
		return this.content.take();
	}

	/** Bytes of a file once all rows have all cells. */
	private sizeOf(written: number, rows: number, cells: number, width: number): number {
		const header =
			Buffer.byteLength(this.mark) + this.columns.bytesOfHeader(width) + lineEnd.length;
		return header + written + (rows * width - cells) + rows * lineEnd.length;
	}

	private get mark(): string {
		return this.options.byteOrderMark ? byteOrderMark : '';
	}

	/** Puts an event into the row. */
	private fill(event: HoneyHiveEvent): void {
		if (this.putFields(event, this.columns.root)) return;
		this.row.take();
		const rest: Array<readonly [name: string, value: unknown]> = [];
		for (const [name, value] of columnsOf(event)) {
			if (!this.put(this.columns.placeOf(name), value)) rest.push([name, value]);
		}
		if (rest.length === 0) return;
		this.options.onHint(tooManyColumnsHint);
		this.row.put(this.columns.placeOfRest(), this.cellOf(Object.fromEntries(rest)));
	}

	/** Puts the fields of an object into their columns, and returns whether every one of them has one to itself. */
	private putFields(object: Readonly<Record<string, unknown>>, parent: Field): boolean {
		let isPlain = true;
		for (const key in object) {
			const value = object[key];
			const field = this.columns.fieldIn(parent, key);
			const isPut = isSpread(value, field.name)
				? this.putFields(value, field)
				: this.put(this.columns.placeOfField(field), value);
			isPlain &&= isPut;
		}
		return isPlain;
	}

	/** False if there is no column left, or the column has a value of this event. */
	private put(place: number | undefined, value: unknown): boolean {
		return place !== undefined && this.row.put(place, this.cellOf(value));
	}

	private cellOf(value: unknown): string {
		return cellOf(value, this.options.escapeFormulas);
	}
}
