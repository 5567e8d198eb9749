import type { HoneyHiveEvent } from '../event';
import { display, Refusal, rethrowUnless } from '../refusal';
import { sideBySide } from '../sideBySide';
import type { CursorState } from './cursor';
import type { NewEvents } from './readNew';
import type { RefusedSessions } from './refusedSessions';
import { maxOpen, type WatchedSessions } from './watchedSessions';

/** Each takes several requests, and all of its events are in memory. */
const sessionsAtOnce = 4;

/** Where sessions are read from. */
export interface SessionSource {
	/** Reads all events of a session. @throws Refusal when not all of them could be read */
	readSession(id: string): Promise<readonly HoneyHiveEvent[]>;
	/** Reads the events that are new since the last poll. @throws Refusal when nothing could be read */
	readNew(maxEvents: number): Promise<NewEvents>;
	/** Whether any other session would meet this refusal too. */
	affectsEverySession(refusal: Refusal): boolean;
	/** UTC milliseconds. */
	now(): number;
}

export interface FinishedOptions {
	/** Max number of sessions to read in one poll. The rest follows with the next one. */
	readonly maxSessions: number;
	/** Milliseconds until a session that could not be read is tried again. */
	readonly retryMs: number;
	readonly onHint: (hint: string) => void;
}

export interface FinishedSession {
	readonly id: string;
	readonly events: readonly HoneyHiveEvent[];
	/** How many times it was returned, with this one. */
	readonly revision: number;
}

export interface FinishedSessions {
	/** Those that have been quiet for longest come first. */
	readonly sessions: readonly FinishedSession[];
	/** Of the new events, for the next poll. */
	readonly cursor: CursorState;
	/** Why the rest is left to the next poll, unless there is none. */
	readonly interruption: Refusal | undefined;
}

/**
 * Returns the watched sessions that have finished, and then looks for new ones. While more of them finish
 * than a poll has time for, no others need to be found.
 *
 * @param refused what the polls before this one could not read
 * @param cursor of the new events, as the last poll left it
 * @throws Refusal when nothing could be read; then the next poll begins where this one did
 */
export async function readFinished(
	source: SessionSource,
	watched: WatchedSessions,
	refused: RefusedSessions,
	cursor: CursorState,
	options: FinishedOptions,
): Promise<FinishedSessions> {
	const { onHint } = options;
	const looks = await lookAtDue(source, watched, refused, options);
	const { sessions, readSessions } = looks;
	try {
		const fresh = await readNewIn(source, watched, onHint);
		// As the others can be read, or at least new events, these sessions may be broken.
		for (const [id, refusal] of looks.unreadable) {
			const isGivenUp = refused.blame(id);
			if (isGivenUp) watched.drop(id);
			onHint(isGivenUp ? skippedHint(id, refusal) : postponedHint(id, refusal));
		}
		const interruption = looks.interruption ?? fresh?.interruption;
		return { sessions, cursor: fresh?.state ?? cursor, interruption };
	} catch (error) {
		const interruption = rethrowUnless(Refusal, error);
		if (readSessions === 0) throw interruption;
		onHint(interruptedHint(interruption));
		return { sessions, cursor, interruption };
	}
}

/** Reads the new events, as long as sessions can be opened. */
async function readNewIn(
	source: SessionSource,
	watched: WatchedSessions,
	onHint: (hint: string) => void,
): Promise<NewEvents | undefined> {
	if (watched.room === 0) {
		onHint(tooManyHint);
		return undefined;
	}
	const fresh = await source.readNew(watched.room);
	watched.add(fresh.events, source.now());
	return fresh;
}

interface Looks {
	/** Those that have finished. */
	readonly sessions: readonly FinishedSession[];
	readonly readSessions: number;
	/** Those that could not be read, perhaps because of what they contain. */
	readonly unreadable: ReadonlyMap<string, Refusal>;
	readonly interruption: Refusal | undefined;
}

/** Reads the sessions that may have finished. */
async function lookAtDue(
	source: SessionSource,
	watched: WatchedSessions,
	refused: RefusedSessions,
	{ maxSessions, retryMs, onHint }: FinishedOptions,
): Promise<Looks> {
	const now = source.now();
	const due = watched.due(now).filter((id) => !refused.isPostponed(id, now));
	const ids = due.slice(0, maxSessions);
	const finished = new Map<string, FinishedSession>();
	const unreadable = new Map<string, Refusal>();
	const interruptions: Refusal[] = [];
	let readSessions = 0;
	await sideBySide(ids, sessionsAtOnce, async (id) => {
		if (interruptions.length > 0) return;
		const began = source.now();
		try {
			const events = await source.readSession(id);
			const revision = watched.look(id, { events, began, ended: source.now() });
			if (revision !== undefined) finished.set(id, { id, events, revision });
			refused.forget(id);
			readSessions += 1;
		} catch (error) {
			const refusal = rethrowUnless(Refusal, error);
			refused.postpone(id, source.now(), retryMs);
			if (source.affectsEverySession(refusal)) interruptions.push(refusal);
			else unreadable.set(id, refusal);
		}
	});
	const [interruption] = interruptions;
	if (interruption) onHint(interruptedHint(interruption));
	const sessions = ids.flatMap((id) => finished.get(id) ?? []);
	return { sessions, readSessions, unreadable, interruption };
}

const tooManyHint = `${maxOpen} sessions have not finished. New ones are looked for when some of these have. Choose fewer 'Quiet Minutes', or narrow the filters.`;

function interruptedHint({ message }: Refusal): string {
	return `Not everything could be read. The rest follows with the next poll: ${message}`;
}

function postponedHint(id: string, { message }: Refusal): string {
	return `Session ${display(id)} could not be read, and is tried again later: ${message}`;
}

function skippedHint(id: string, { message }: Refusal): string {
	return `Session ${display(id)} was skipped, because it could not be read: ${message}`;
}
