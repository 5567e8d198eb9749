import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';

import type { Event } from '../protocol';

/** Reads the events of a file without using the node's own code. */
export type FileReader = (file: Readable) => AsyncIterable<Event>;

/** Reads NDJSON, where only a line feed ends a line. */
export async function* readLines(file: Readable): AsyncGenerator<Event> {
	let incomplete = '';
	for await (const chunk of file.setEncoding('utf8')) {
		const lines = (incomplete + String(chunk)).split('\n');
		incomplete = lines.pop() ?? '';
		for (const line of lines) yield JSON.parse(line) as Event;
	}
	if (incomplete !== '') yield JSON.parse(incomplete) as Event;
}

/** Reads a JSON array. It has to be parsed as a whole. */
export async function* readList(file: Readable): AsyncGenerator<Event> {
	yield* JSON.parse(await text(file)) as Event[];
}

/** The fields that {@link readTable} returns: those whose values can be restored from CSV cells. */
export const comparedFields = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'error',
	'start_time',
	'duration',
] as const;

type Row = Readonly<Record<string, string | undefined>>;

/** Reads CSV with a header row. */
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
