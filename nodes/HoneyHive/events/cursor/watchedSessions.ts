import type { HoneyHiveEvent } from '../event';
import { hashOf } from '../hash';
import { identityOf, Keys } from '../identity';
import { endOf, startOf } from '../time';
import { addTo, checksumOf } from './checksum';
import { clockSkewMs, type CursorState } from './cursor';
import type { OpenSession, ReturnedSession, SessionState } from './sessionState';

/** Characters. HoneyHive's own IDs have 36. */
const maxIdLength = 200;

/** About half a megabyte. While so many are open, events that would open others have to wait. */
export const maxOpen = 5000;

/** About half a megabyte. If there are more, those that were returned first are forgotten. */
export const maxReturned = 10_000;

/** Milliseconds for which a returned session is remembered beyond the lookback, so that it may pause for hours. */
const pauseMs = 24 * 60 * 60_000;

export interface WatchOptions {
	/** Milliseconds without anything that happens in it after which a session counts as finished. */
	readonly quietMs: number;
	/** Whether a session that goes on after it was returned is returned again. */
	readonly again: boolean;
	/** Whether the new events are all events, and not only those that match a filter. */
	readonly seesAllEvents: boolean;
}

/** A reading of all events of a session. Times are UTC milliseconds. */
export interface Look {
	readonly events: readonly HoneyHiveEvent[];
	/** When it began: every event that was visible then is among them. */
	readonly began: number;
	/** When it ended: no event among them became visible later. */
	readonly ended: number;
}

/**
 * The sessions in which something happened lately.
 *
 * A session is finished when none of its events began, ended or became visible for the quiet time. HoneyHive
 * does not say when an event became visible. So an event counts as visible since it was first seen, among
 * the new events or when the session was read, and a session is finished only if it is read and has no event
 * that was not known at the beginning of the quiet time.
 */
export class WatchedSessions {
	/** By ID. */
	private readonly open: Map<string, OpenSession>;

	/** By the hash of the ID, in the order of `at`. */
	private readonly returned: Map<string, ReturnedSession>;

	/** What the sessions that were read in this poll consist of, by ID. */
	private readonly read = new Map<string, ReadonlySet<string>>();

	constructor(
		state: SessionState,
		private readonly options: WatchOptions,
	) {
		this.open = new Map(state.open.map((session) => [session.id, session]));
		this.returned = new Map(state.returned.map((session) => [session.hash, session]));
	}

	/** How many more sessions can be opened. */
	get room(): number {
		return Math.max(0, maxOpen - this.open.size);
	}

	/** Notes events that were not among the new ones before. @param now UTC milliseconds */
	add(events: readonly HoneyHiveEvent[], now: number): void {
		for (const event of events) {
			const id = sessionOf(event);
			if (id === undefined || this.read.get(id)?.has(identityOf(event))) continue;
			const returned = this.returned.get(hashOf(id));
			if (returned) this.remember({ ...returned, at: now });
			if (returned && !this.options.again) continue;
			const open = this.open.get(id);
			const known = open ?? returned ?? { events: this.options.seesAllEvents ? 0 : undefined };
			this.open.set(id, {
				id,
				quietSince: Math.max(open?.quietSince ?? 0, lastTimeIn([event], now), now),
				...(known.events !== undefined && { events: addTo(known.events, identityOf(event)) }),
			});
		}
	}

	/** The sessions to read now, those that have been quiet for longest first. @param now UTC milliseconds */
	due(now: number): string[] {
		return [...this.open.values()]
			.filter(({ events, quietSince }) => events === undefined || this.isQuiet(quietSince, now))
			.sort((one, other) => one.quietSince - other.quietSince)
			.map(({ id }) => id);
	}

	/**
	 * Notes what a reading of an open session has shown.
	 *
	 * @returns its revision if it is finished and is to be returned, from 1; undefined otherwise
	 */
	look(id: string, { events, began, ended }: Look): number | undefined {
		const known = this.open.get(id);
		const keys = new Keys();
		const identities = new Set(events.map((event) => keys.identityOf(event)));
		this.read.set(id, identities);
		const checksum = checksumOf(identities);
		const seenSince = known?.events === checksum ? known.quietSince : ended;
		const quietSince = Math.max(seenSince, lastTimeIn(events, ended));
		if (!this.isQuiet(quietSince, began)) {
			this.open.set(id, { id, quietSince, events: checksum });
			return undefined;
		}
		this.open.delete(id);
		const hash = hashOf(id);
		const before = this.returned.get(hash);
		// What looked new may have been among the events that were returned.
		if (events.length === 0 || before?.events === checksum) return undefined;
		const revision = (before?.revision ?? 0) + 1;
		this.remember({ hash, at: ended, events: checksum, revision });
		return revision;
	}

	/** Gives up a session that cannot be read. */
	drop(id: string): void {
		this.open.delete(id);
	}

	/**
	 * What to leave for the next poll, and whether sessions were forgotten that late events may open again.
	 *
	 * @param cursor of the new events
	 */
	toState(cursor: CursorState): { state: SessionState; hasForgotten: boolean } {
		const returned = [...this.returned.values()].filter(({ at }) => at >= cursor.from - pauseMs);
		const forgotten = returned.splice(0, Math.max(0, returned.length - maxReturned));
		return {
			state: { version: 1, cursor, open: [...this.open.values()], returned },
			hasForgotten: forgotten.some(({ at }) => at >= cursor.from),
		};
	}

	private isQuiet(since: number, now: number): boolean {
		return since + this.options.quietMs <= now;
	}

	private remember(session: ReturnedSession): void {
		this.returned.delete(session.hash);
		this.returned.set(session.hash, session);
	}
}

/** The session that an event belongs to, if it says so. */
export function sessionOf({ session_id: id }: HoneyHiveEvent): string | undefined {
	return typeof id === 'string' && id !== '' && id.length <= maxIdLength ? id : undefined;
}

/**
 * When the last of these events began or ended, in whole UTC milliseconds; 0 if none of them has a time.
 * Nothing ended in the future: such a time is wrong, and must not keep a session open until then.
 */
export function lastTimeIn(events: readonly HoneyHiveEvent[], now: number): number {
	let last = 0;
	for (const event of events) {
		for (const time of [startOf(event), endOf(event)]) {
			if (time !== undefined && time <= now + clockSkewMs) last = Math.max(last, Math.ceil(time));
		}
	}
	return last;
}
