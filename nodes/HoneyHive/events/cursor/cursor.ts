import { z } from 'zod';

import type { HoneyHiveEvent } from '../event';
import { hashOf } from '../hash';
import { startOf, type TimeRange } from '../time';
import { Remembered, rememberedSchema } from './remembered';
import { readStored, type Stored } from './stored';

/** UTC milliseconds within what a date can hold. */
export const timeSchema = z.number().int().nonnegative().max(8.64e15);

/** The position that a run leaves for the next one. Plain JSON, never modified once written. */
export const cursorStateSchema = z.object({
	version: z.literal(1),
	/** UTC milliseconds: the next run reads from here. It never moves back. */
	from: timeSchema,
	/** The events since then that were returned already. */
	remembered: rememberedSchema,
	/** Where the last run ran out of time: the next one continues there, and reads the earlier part later. */
	resume: z
		.object({
			/** UTC milliseconds: everything before was read since the moment below. */
			at: timeSchema,
			/** UTC milliseconds: when the reading began. */
			since: timeSchema,
		})
		.optional(),
});
export type CursorState = Readonly<z.infer<typeof cursorStateSchema>>;

export interface CursorOptions {
	/** Milliseconds after its start within which an event becomes visible in HoneyHive. */
	readonly lookbackMs: number;
	/** Max number of events to return in one run. The rest follows with the next one. */
	readonly maxEvents: number;
}

/** Milliseconds by which the clocks of HoneyHive and n8n may differ. */
export const clockSkewMs = 60_000;

/**
 * Max number of events to remember, about half a megabyte. When more fall into the lookback, the oldest
 * are forgotten: late arrivals among them are missed, and the caller is told.
 */
export const maxRemembered = 50_000;

/** Starts at a moment: events that started earlier are never returned. */
export function startAt(moment: number): CursorState {
	return { version: 1, from: Math.max(0, Math.floor(moment)), remembered: {} };
}

/** Starts over when it is unknown what was returned: some events may come again, none is lost. */
export function restart(now: number, { lookbackMs }: CursorOptions): CursorState {
	return startAt(now - lookbackMs - clockSkewMs);
}

export function readCursor(stored: unknown): Stored<CursorState> {
	return readStored(cursorStateSchema, stored);
}

/** Identifies the query that a cursor belongs to: two queries must not share one. */
export function cursorKeyOf(query: object): string {
	return hashOf(JSON.stringify(query));
}

/** One run, from the cursor that the last run left to the one that it leaves for the next. */
export class CursorRun {
	/** What this run has to read: all of it, oldest first, unless it is full before the end. */
	readonly range: Required<TimeRange>;

	private readonly remembered: Remembered;

	/** How many events were remembered when the run began. */
	private readonly rememberedBefore: number;

	private returned = 0;

	/** Everything that started before this was read. */
	private reached: number;

	/** When the reading began that this run continues. */
	private readonly since: number;

	/**
	 * @param now UTC milliseconds. Events that start later are left to a later run, so they are not lost
	 * when HoneyHive's clock is ahead.
	 */
	constructor(
		private readonly state: CursorState,
		now: number,
		private readonly options: CursorOptions,
	) {
		this.reached = state.resume?.at ?? state.from;
		this.since = state.resume?.since ?? now;
		this.range = { from: this.reached, to: Math.max(this.reached, now) };
		this.remembered = new Remembered(state.remembered);
		this.rememberedBefore = this.remembered.size;
	}

	/** However many of them were returned before, this many events fill the run. */
	get enough(): number {
		return this.options.maxEvents + this.rememberedBefore;
	}

	get isFull(): boolean {
		return this.returned >= this.options.maxEvents;
	}

	/** Whether the run has come any further than the one before. */
	get hasMoved(): boolean {
		return this.returned > 0 || this.reached > this.range.from;
	}

	/** Adds the next events, oldest first, and returns the new ones among them while there is room. */
	add(events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] {
		const fresh: HoneyHiveEvent[] = [];
		for (const event of events) {
			if (this.isFull) break;
			const start = startOf(event);
			// A wrong time must not make it look as if everything up to the end was read.
			if (start !== undefined && start <= this.range.to) this.reach(start);
			if (!this.remembered.isNew(event, this.range.to)) continue;
			this.returned += 1;
			fresh.push(event);
		}
		return fresh;
	}

	/** Notes that everything that started before a moment was read. */
	reach(moment: number): void {
		this.reached = Math.max(this.reached, moment);
	}

	/** The cursor once all of the range was read: what is still to arrive started within the lookback. */
	finished(): NextCursor {
		return this.nextAt(this.settled);
	}

	/** The cursor of a run that is full: the next one looks for late arrivals first. */
	full(): NextCursor {
		return this.nextAt(Math.min(this.reached, this.settled));
	}

	/**
	 * The cursor of a run that could not read on: the next one continues where this one stopped. If it began
	 * with late arrivals each time, a slow server would never let it get any further.
	 */
	interrupted(): NextCursor {
		const at = Math.floor(this.reached);
		const next = this.full();
		if (at <= next.state.from) return next;
		return { ...next, state: { ...next.state, resume: { at, since: this.since } } };
	}

	/** No event that started before this is still to arrive. */
	private get settled(): number {
		return this.since - this.options.lookbackMs - clockSkewMs;
	}

	private nextAt(moment: number): NextCursor {
		const from = Math.max(this.state.from, Math.floor(moment));
		this.remembered.forgetBefore(from);
		const shortened = this.remembered.shortenTo(maxRemembered, Math.max(from, this.reached));
		const state: CursorState = {
			version: 1,
			from: Math.max(from, shortened ?? from),
			remembered: this.remembered.toStored(),
		};
		return shortened === undefined ? { state } : { state, shortened };
	}
}

/** What a run leaves for the next one. */
export interface NextCursor {
	readonly state: CursorState;
	/** UTC milliseconds: late arrivals that started earlier are missed, because there were too many events to remember. */
	readonly shortened?: number;
}

/**
 * Joins two states of one cursor that were left by runs that may not have known of each other. What either
 * of them returned counts as returned. The next run continues where one ran out of time only if both say
 * so: otherwise, the other may have finished that.
 */
export function joinStates(one: CursorState, other: CursorState): CursorState {
	const remembered = new Remembered(one.remembered);
	remembered.include(other.remembered);
	const from = Math.max(one.from, other.from);
	remembered.forgetBefore(from);
	const state: CursorState = { version: 1, from, remembered: remembered.toStored() };
	const { resume } = one;
	const isShared = resume?.at === other.resume?.at && resume?.since === other.resume?.since;
	return resume && isShared ? { ...state, resume } : state;
}
