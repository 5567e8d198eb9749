import { DistinctNames } from '../shape/distinctNames';
import { quote } from './cell';

/** As many as a sheet of Excel has. */
const maxColumns = 16_384;

/** The column of all values that have no column of their own. */
const restName = 'other_fields';

export const tooManyColumnsHint = `The events have more than ${maxColumns.toLocaleString('en-US')} different fields, as happens when keys are IDs. Fields that have no column of their own are in the last column, '${restName}', as JSON. Use Selected Fields to choose the columns.`;

/** A field of events, whether it is nested or not. Its name and its column are the same in every event. */
export class Field {
	/** The fields in it that are remembered. */
	readonly fields = new Map<string, Field>();

	/** Of its column, once it is known. */
	place: number | undefined;

	/** @param name with dots between its parts */
	constructor(readonly name: string) {}
}

/** The columns of a table: they are only ever added, so that none moves. */
export class Columns {
	/** An event as a whole. */
	readonly root = new Field('');

	private remembered = 0;

	private readonly places = new Map<string, number>();

	private rest: number | undefined;

	/** The header's cells. */
	private readonly cells: string[] = [];

	/** Two names may become the same text. */
	private readonly texts = new DistinctNames();

	/** Bytes of the header up to and including each cell, with the commas between them. */
	private readonly ends: number[] = [];

	/** @param textOf the text of a name in the header */
	constructor(private readonly textOf: (name: string) => string) {}

	/** Cells of a row. Without any column it is an empty line, which reads as one empty cell. */
	get width(): number {
		return Math.max(1, this.cells.length);
	}

	/** A field in another one. There may be more of them than columns: then not all are remembered. */
	fieldIn(parent: Field, key: string): Field {
		const known = parent.fields.get(key);
		if (known) return known;
		const field = new Field(parent === this.root ? key : `${parent.name}.${key}`);
		if (this.remembered < maxColumns) {
			parent.fields.set(key, field);
			this.remembered += 1;
		}
		return field;
	}

	/** The position of a field's column, which is added if it is new; undefined if there are too many. */
	placeOfField(field: Field): number | undefined {
		return (field.place ??= this.placeOf(field.name));
	}

	/** The position of the column, which is added if it is new; undefined if there are too many. */
	placeOf(name: string): number | undefined {
		const known = this.places.get(name);
		if (known !== undefined) return known;
		if (this.cells.length >= maxColumns - 1) return undefined;
		const place = this.append(name);
		this.places.set(name, place);
		return place;
	}

	/** The position of the last column, which is added if it is not there yet. */
	placeOfRest(): number {
		this.rest ??= this.append(restName);
		return this.rest;
	}

	/** The header of a file with only the first columns, without a line end. */
	header(width: number): string {
		return this.cells.slice(0, width).join(',');
	}

	bytesOfHeader(width: number): number {
		return this.ends[width - 1] ?? 0;
	}

	private append(name: string): number {
		const place = this.cells.length;
		const cell = quote(this.texts.give(this.textOf(name)));
		const comma = place === 0 ? 0 : 1;
		this.cells.push(cell);
		this.ends.push(this.bytesOfHeader(place) + comma + Buffer.byteLength(cell));
		return place;
	}
}
