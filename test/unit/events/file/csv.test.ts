import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { CsvEncoder, type CsvOptions } from '../../../../nodes/HoneyHive/events/file/csv';
import { storableJson } from '../../../../nodes/HoneyHive/events/file/text';
import { flatten } from '../../../../nodes/HoneyHive/events/shape/flatten';
import { runs } from '../reading/scenario';

const encoderOf = (options: Partial<CsvOptions> = {}) =>
	new CsvEncoder({
		shape: (event) => event,
		columns: [],
		escapeFormulas: false,
		byteOrderMark: false,
		onHint: () => {},
		...options,
	});

/** Writes all events into one file. */
function write(events: readonly HoneyHiveEvent[], options: Partial<CsvOptions> = {}): string {
	const encoder = encoderOf(options);
	for (const event of events) expect(encoder.add(event, Infinity)).toBe(true);
	return Buffer.from(encoder.finish()).toString();
}

function read(csv: string): Array<Record<string, string>> {
	return parse(csv, { columns: true, bom: true });
}

/** The text of a value in a CSV cell. */
function asCell(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const key = fc.oneof(fc.constantFrom('a', 'b', 'a.b', 'cost', 'ä,"\n'), fc.string());
const events = fc.array(
	fc
		.dictionary(
			key,
			fc.oneof(
				fc.string({ unit: 'binary' }),
				fc.constantFrom('=1+1', '-5', 'a,b', 'say "no"', 'two\r\nlines', ''),
				fc.double(),
				fc.boolean(),
				fc.constant(null),
				fc.array(fc.jsonValue(), { maxLength: 2 }),
				fc.dictionary(key, fc.jsonValue(), { maxKeys: 3 }),
			),
			{ maxKeys: 6 },
		)
		// Files cannot hold lone surrogates and NUL.
		.map((event) => JSON.parse(storableJson(event)) as HoneyHiveEvent),
	{ minLength: 1, maxLength: 8 },
);

describe('CsvEncoder', () => {
	it('writes a file that another parser reads back unchanged', () => {
		fc.assert(
			fc.property(events, (all) => {
				const rows = read(write(all, { columns: ['event_id'] }));

				expect(rows).toHaveLength(all.length);
				rows.forEach((row, index) => {
					const columns = Object.entries(flatten(all[index] ?? {}));
					for (const [name, value] of columns) expect(row[name]).toBe(asCell(value));
					const filled = Object.values(row).filter((cell) => cell !== '');
					expect(filled).toHaveLength(columns.filter(([, value]) => asCell(value) !== '').length);
				});
			}),
			runs(500),
		);
	});

	it('ends lines with CRLF, as in RFC 4180, and writes the same number of cells in each', () => {
		const csv = write([{ a: 1 }, { a: 2, b: { c: 'x,y' } }, { b: { d: '"' } }]);

		expect(csv).toBe('a,b.c,b.d\r\n1,,\r\n2,"x,y",\r\n,,""""\r\n');
	});

	it('starts with the chosen columns, and keeps the position of every column in later files', () => {
		const encoder = encoderOf({ columns: ['event_id', 'metadata.cost'] });
		encoder.add({ event_id: 'a', extra: 1 }, Infinity);
		const first = Buffer.from(encoder.finish()).toString();
		encoder.add({ more: 2, event_id: 'b' }, Infinity);
		const second = Buffer.from(encoder.finish()).toString();

		expect(first).toBe('event_id,metadata.cost,extra\r\na,,1\r\n');
		expect(second).toBe('event_id,metadata.cost,extra,more\r\nb,,,2\r\n');
	});

	it('writes only the header when there are no events', () => {
		expect(write([], { columns: ['event_id', 'error'] })).toBe('event_id,error\r\n');
	});

	it('distinguishes an empty string from a missing value, as some databases do', () => {
		expect(write([{ a: '', b: null }])).toBe('a,b\r\n"",\r\n');
	});

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t1', '\r=1', '＝1+1'])(
		'escapes the formula %j in values and column names if asked to',
		(text) => {
			const [row] = read(write([{ [text]: text }], { escapeFormulas: true }));
			expect(row).toEqual({ [`'${text}`]: `'${text}` });
			expect(read(write([{ [text]: text }]))).toEqual([{ [text]: text }]);
		},
	);

	it.each([
		['a;=1+1', "a;'=1+1"],
		['a\t-1', "a\t'-1"],
		['; "@SUM(A1)"', '; "\'@SUM(A1)"'],
		['＋;＝1', "'＋;'＝1"],
		['2 - 1; x=1; a@b.c', '2 - 1; x=1; a@b.c'],
	])('escapes the formula that %j contains for who reads semicolons or tabs', (text, escaped) => {
		const [row] = read(write([{ text }], { escapeFormulas: true }));

		expect(row).toEqual({ text: escaped });
	});

	it('escapes a formula in a list without a change of the list', () => {
		const list = ['a;=1+1', { b: ';-1' }, '=1'];
		const [row] = read(write([{ list }], { escapeFormulas: true }));

		expect(row?.list).not.toMatch(/;[=-]/);
		expect(JSON.parse(row?.list ?? '')).toEqual(list);
	});

	it('gives every column a name of its own, if only half of a character distinguishes them', () => {
		const csv = write([{ 'a\ud83d': 1, 'a\0': 2, '=b': 3, "'=b": 4 }], { escapeFormulas: true });

		expect(csv).toBe("a\uFFFD,a\uFFFD_,'=b,'=b_\r\n1,2,3,4\r\n");
	});

	it('replaces NUL and halves of surrogate pairs, in cells and in JSON, and nothing else', () => {
		const text = 'NUL \0, half \ud83d, whole 😀, typed \\u0000';
		const [row] = read(write([{ text, list: [text, { 'k\0': 1, 'k\ufffd': 2 }] }]));

		const replaced = 'NUL \uFFFD, half \uFFFD, whole 😀, typed \\u0000';
		expect(row?.text).toBe(replaced);
		expect(JSON.parse(row?.list ?? '')).toEqual([replaced, { 'k\ufffd': 1, 'k\ufffd_': 2 }]);
	});

	it('begins every file with a byte order mark if asked to', () => {
		const encoder = encoderOf({ columns: ['a'], byteOrderMark: true });
		encoder.add({ a: 'é' }, Infinity);
		const files = [encoder.finish(), encoder.finish()].map(String);

		expect(files).toEqual(['\uFEFFa\r\né\r\n', '\uFEFFa\r\n']);
	});

	it('writes what has no room in 16,384 columns as JSON into the last one, and says so', () => {
		const hints = new Set<string>();
		const own = (number: number) =>
			Object.fromEntries(
				Array.from({ length: 1000 }, (_, key) => [`key-${number}-${key}`, number]),
			);
		const all = Array.from({ length: 20 }, (_, number) => ({
			event_id: String(number),
			scores: own(number),
			other_fields: number,
		}));
		const csv = write(all, { columns: ['event_id'], onHint: (hint) => hints.add(hint) });
		const rows = parse(csv) as string[][];
		const [header = [], ...cells] = rows;

		expect(header).toHaveLength(16_384);
		expect(header.at(-1)).toBe('other_fields_');
		expect([...hints]).toEqual([expect.stringContaining('more than 16,384 different fields')]);
		// Every cell but those of the names and the values is a comma, so the size is bounded, too.
		expect(csv.length).toBeLessThan(21 * 16_384 + 20 * 1000 * 30);
		cells.forEach((row, number) => {
			const filled = row.flatMap((cell, place) => (cell === '' ? [] : [[header[place], cell]]));
			const { other_fields_: rest = '{}', ...own } = Object.fromEntries(filled) as Record<
				string,
				string
			>;
			const found = { ...own, ...(JSON.parse(rest) as object) };
			const expected = Object.entries(flatten(all[number] ?? {})).map(([name, value]) => [
				name,
				String(value),
			]);
			expect(
				Object.entries(found)
					.map(([name, value]) => [name, String(value)])
					.sort(),
			).toEqual(expected.sort());
		});
	});

	it('writes an event without fields as a row, if there are no columns at all', () => {
		expect(write([{}, {}])).toBe('\r\n\r\n\r\n');
	});

	it('does not escape numbers, which are not formulas', () => {
		expect(write([{ a: -1.5, b: 1e21 }], { escapeFormulas: true })).toBe('a,b\r\n-1.5,1e+21\r\n');
	});

	it('keeps files within the maximum size, including the empty cells added to earlier rows', () => {
		fc.assert(
			fc.property(events, fc.integer({ min: 20, max: 300 }), (all, maxBytes) => {
				const encoder = encoderOf({ columns: ['event_id'] });
				const files: string[] = [];
				const finish = () => files.push(Buffer.from(encoder.finish()).toString());
				for (const event of all) {
					if (encoder.add(event, maxBytes)) continue;
					finish();
					expect(encoder.add(event, maxBytes)).toBe(true);
				}
				finish();
				const counts = files.map((file) => read(file).length);
				expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
				for (const file of files) {
					if (read(file).length > 1) expect(Buffer.byteLength(file)).toBeLessThanOrEqual(maxBytes);
				}
			}),
			runs(300),
		);
	});
});
