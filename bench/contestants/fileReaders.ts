import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';

import type { Event } from '../protocol';

/** Reads a file's events without the node's own code. */
export type FileReader = (file: Readable) => AsyncIterable<Event>;

/** NDJSON: only a line feed ends a line. */
export async function* readLines(file: Readable): AsyncGenerator<Event> {
	let begun = '';
	for await (const chunk of file.setEncoding('utf8')) {
		const lines = (begun + String(chunk)).split('\n');
		begun = lines.pop() ?? '';
		for (const line of lines) yield JSON.parse(line) as Event;
	}
	if (begun !== '') yield JSON.parse(begun) as Event;
}

/** JSON is whole or nothing: one file's events at a time. */
export async function* readList(file: Readable): AsyncGenerator<Event> {
	yield* JSON.parse(await text(file)) as Event[];
}

/** The fields that {@link readTable} finds: text, text or null, and numbers. */
export const cells = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'error',
	'start_time',
	'duration',
] as const;

type Row = Readonly<Record<string, string | undefined>>;

export async function* readTable(file: Readable): AsyncGenerator<Event> {
	const table = parse({ columns: true });
	file.once('error', (error) => table.destroy(error)).pipe(table);
	for await (const row of table) yield eventOf(row as Row);
}

function eventOf(row: Row): Event {
	const { event_id, session_id, event_type, event_name, error } = row;
	return {
		event_id,
		session_id,
		event_type,
		event_name,
		error: error === '' ? null : error,
		start_time: Number(row.start_time),
		duration: Number(row.duration),
	};
}
