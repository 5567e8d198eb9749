import type { Client } from 'pg';
import type { HoneyHiveEvent } from '../emulator';

/** The columns that the example writes for an event. */
export interface Row {
	readonly event_id: string;
	readonly session_id: string | null;
	readonly event_type: string | null;
	readonly event_name: string | null;
	readonly start_time: Date | null;
	/** Milliseconds. */
	readonly duration: number | null;
	readonly cost: number | null;
	readonly total_tokens: number | null;
	readonly error: string | null;
	readonly event: HoneyHiveEvent;
}

export async function emptyTable(database: Client): Promise<void> {
	await database.query('TRUNCATE honeyhive_events');
}

export async function rowCount(database: Client): Promise<number> {
	const { rows } = await database.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM honeyhive_events',
	);
	return rows[0]?.count ?? 0;
}

export async function storedIds(database: Client): Promise<string[]> {
	const { rows } = await database.query<Row>('SELECT event_id FROM honeyhive_events');
	return rows.map(({ event_id }) => event_id);
}

export async function rowsOf(database: Client, ids: readonly string[]): Promise<Row[]> {
	const { rows } = await database.query<Row>(
		'SELECT * FROM honeyhive_events WHERE event_id = ANY($1) ORDER BY event_id',
		[ids],
	);
	return rows;
}

/** The row that an event of the emulator should have become. */
export function rowOf(event: HoneyHiveEvent): Row {
	const { cost, total_tokens } = (event.metadata ?? {}) as { cost?: number; total_tokens?: number };
	return {
		event_id: String(event.event_id),
		session_id: event.session_id ?? null,
		event_type: event.event_type ?? null,
		event_name: event.event_name ?? null,
		start_time: new Date(Number(event.start_time)),
		duration: event.duration ?? null,
		cost: cost ?? null,
		total_tokens: total_tokens ?? null,
		error: event.error ?? null,
		event,
	};
}
