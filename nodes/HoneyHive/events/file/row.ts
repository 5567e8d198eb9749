/** The cells of the row that is being written, by their columns. Its memory is used again for the next row. */
export class Row {
	private readonly cells: Array<string | undefined> = [];

	/** The columns that have a cell. */
	private places: number[] = [];

	/** Most events have their fields in the order of the columns. */
	private isSorted = true;

	/** Puts a cell into a column, unless that has one; returns whether it did. */
	put(place: number, cell: string): boolean {
		const { cells } = this;
		while (cells.length <= place) cells.push(undefined);
		if (cells[place] !== undefined) return false;
		cells[place] = cell;
		this.isSorted &&= place > (this.places.at(-1) ?? -1);
		this.places.push(place);
		return true;
	}

	/** Starts over, and returns the row up to its last filled cell, and the number of its cells: at least one. */
	take(): { readonly text: string; readonly cells: number } {
		let text = '';
		let last = 0;
		if (!this.isSorted) this.places.sort((one, other) => one - other);
		for (const place of this.places) {
			const cell = this.cells[place];
			this.cells[place] = undefined;
			if (!cell) continue;
			text += (place - last === 1 ? ',' : ','.repeat(place - last)) + cell;
			last = place;
		}
		this.places = [];
		this.isSorted = true;
		// A row without any is an empty line, which reads as one empty cell.
		return { text, cells: last + 1 };
	}
}
