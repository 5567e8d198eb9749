import { z } from 'zod';

import { cursorStateSchema, timeSchema, type CursorState } from './cursor';
import { hashNumbers } from '../hash';
import { readStored, type Stored } from './stored';

const checksumSchema = z.number().int().nonnegative().lt(hashNumbers);

const openSchema = z.object({
	id: z.string().min(1),
	/** UTC milliseconds: nothing that is known to have happened in the session happened later. */
	quietSince: timeSchema,
	/** The checksum of its events, unless it has to be read to know all of them. */
	events: checksumSchema.optional(),
});
/** A session that has not finished, as far as is known. */
export type OpenSession = Readonly<z.infer<typeof openSchema>>;

const returnedSchema = z.object({
	/** Of its ID. */
	hash: z.string(),
	/** UTC milliseconds: when it was returned, or went on after that. */
	at: timeSchema,
	/** The checksum of the events that were returned. */
	events: checksumSchema,
	/** How many times it was returned. */
	revision: z.number().int().positive(),
});
/** A session that was returned. */
export type ReturnedSession = Readonly<z.infer<typeof returnedSchema>>;

/** What a poll for finished sessions leaves for the next one. Plain JSON, never modified once written. */
const sessionStateSchema = z.object({
	version: z.literal(1),
	/** Of the new events, by which sessions are found. */
	cursor: cursorStateSchema,
	open: z.array(openSchema),
	/** In the order of `at`. */
	returned: z.array(returnedSchema),
});
export type SessionState = Readonly<z.infer<typeof sessionStateSchema>>;

/** Knows of no session yet. */
export function withoutSessions(cursor: CursorState): SessionState {
	return { version: 1, cursor, open: [], returned: [] };
}

/** Reads what an earlier poll stored, by this version of the package or another. */
export function readSessionState(stored: unknown): Stored<SessionState> {
	return readStored(sessionStateSchema, stored);
}
