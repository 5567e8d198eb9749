import type { HoneyHiveEvent } from '../event';
import { figureNames, type FailureOptions, type FigureName } from '../figures';
import { sessionIdOf } from '../identity';
import type { LinkOf } from '../link';
import { unreadableHints } from '../summary/hints';
import { earliest, endOf, lacksUsableStart, latest, startOf, toIso, type TimeRange } from '../time';
import { SessionSums, type SessionTotals } from './totals';

/** How long before its session an event may start: recorded ones do so by some milliseconds. */
const leadMs = 60_000;

/** How long after the end of the range, or after the end that a session states, more of its events may start. */
const trailMs = 60 * 60_000;

/** A session without events for this long has probably ended. */
const quietMs = 10 * 60_000;

/**
 * The range in which the events of these sessions are looked for.
 *
 * @param to the end of the range in which the sessions started; undefined if it is open
 */
export function rangeOfEvents(sessions: readonly HoneyHiveEvent[], { to }: TimeRange): TimeRange {
	let first = Infinity;
	let last = to ?? Infinity;
	for (const session of sessions) {
		const start = lacksUsableStart(session) ? undefined : startOf(session);
		first = Math.min(first, start ?? -Infinity);
		last = Math.max(last, endOf(session) ?? -Infinity);
	}
	return {
		...(Number.isFinite(first) && { from: Math.max(earliest, Math.floor(first) - leadMs) }),
		...(Number.isFinite(last) && { to: Math.min(latest, Math.ceil(last) + trailMs) }),
	};
}

/** A session, by its own event, and the totals of its events. */
export interface SummedSession {
	readonly session: HoneyHiveEvent;
	readonly totals: SessionTotals;
}

/**
 * Adds up the events of many sessions in one reading. Events come newest first, so a session is complete once its
 * start has passed. Only sessions of which some events have come, but not yet all, need memory; events do not.
 */
export class ManyTotals {
	private readonly open = new Map<unknown, SessionSums>();

	/** Where in the list the own event of each session is; the earliest one, if it has several. */
	private readonly places: ReadonlyMap<unknown, number>;

	/** How many sessions of the list. */
	private returned = 0;

	/** Events of sessions that have been returned. */
	private late = 0;

	private unfinished = 0;

	private readonly unreadable: Partial<Record<FigureName, number>> = {};

	/**
	 * @param sessions their own events, newest first, those without a start last
	 * @param until the end of the range in which the events are looked for
	 */
	constructor(
		private readonly sessions: readonly HoneyHiveEvent[],
		private readonly until: number | undefined,
		private readonly options: FailureOptions,
		private readonly linkOf: LinkOf,
	) {
		this.places = new Map(sessions.map((session, place) => [sessionIdOf(session), place]));
	}

	/** How many sessions are being added up. */
	get openSessions(): number {
		return this.open.size;
	}

	/**
	 * @param events newest first, those without a start last
	 * @returns the sessions that are complete now, in the order of the list
	 */
	add(events: readonly HoneyHiveEvent[]): SummedSession[] {
		for (const event of events) this.addEvent(event);
		const passed = events.at(-1);
		const start = passed && startOf(passed);
		return start === undefined ? [] : this.take((earliest) => earliest > start + leadMs);
	}

	/** The other sessions, once there are no more events. */
	end(): SummedSession[] {
		return this.take(() => true);
	}

	/** What the user should know about the totals, once all are there. */
	hints(): string[] {
		const { late, unfinished, until } = this;
		return [
			...unreadableHints({ unreadableEvents: (name) => this.unreadable[name] ?? 0 }),
			...(late > 0 ? [lateHint(late)] : []),
			...(unfinished > 0 && until !== undefined ? [unfinishedHint(unfinished, until)] : []),
		];
	}

	private get next(): HoneyHiveEvent | undefined {
		return this.sessions[this.returned];
	}

	private addEvent(event: HoneyHiveEvent): void {
		const id = sessionIdOf(event);
		const place = this.places.get(id);
		if (id === undefined || place === undefined) return;
		if (place < this.returned) {
			this.late += 1;
			return;
		}
		const sums = this.open.get(id) ?? new SessionSums(this.options);
		this.open.set(id, sums);
		sums.add(event);
	}

	private take(isPassed: (start: number) => boolean): SummedSession[] {
		const taken: SummedSession[] = [];
		for (let session = this.next; session; session = this.next) {
			const id = sessionIdOf(session);
			const place = this.places.get(id) ?? this.returned;
			if (!isPassed(startOf(this.sessions[place] ?? session) ?? -Infinity)) break;
			const sums = this.open.get(id) ?? new SessionSums(this.options);
			taken.push({ session, totals: sums.totals(id, this.linkOf) });
			if (place === this.returned) this.close(id, sums);
			this.returned += 1;
		}
		return taken;
	}

	private close(id: unknown, { figures, end = -Infinity }: SessionSums): void {
		this.open.delete(id);
		if (end > (this.until ?? Infinity) - quietMs) this.unfinished += 1;
		for (const name of figureNames) {
			const events = figures.unreadableEvents(name);
			if (events > 0) this.unreadable[name] = (this.unreadable[name] ?? 0) + events;
		}
	}
}

function lateHint(events: number): string {
	return `Some events (${events}) have no start time, or start more than a minute before their session. They are not part of its totals.`;
}

function unfinishedHint(sessions: number, until: number): string {
	return `Some sessions (${sessions}) may go on after ${toIso(until)}. Their totals count only events that started by then.`;
}
