import { z } from 'zod';

import type { HoneyHiveEvent } from '../event';
import { hashOf } from './hash';
import { Remembered, rememberedSchema } from './remembered';
import { startOf, type TimeRange } from '../time';

/** Where a reading that goes on from run to run stands. Plain JSON, never changed once written. */
export const cursorStateSchema = z.object({
	version: z.literal(1),
	/** UTC milliseconds: the next run reads from here on. It never moves back. */
	from: z.number().int().nonnegative().max(8.64e15),
	/** The events from there on that were returned already. */
	remembered: rememberedSchema,
});
export type CursorState = Readonly<z.infer<typeof cursorStateSchema>>;

export interface CursorOptions {
	/** Milliseconds after its start within which an event becomes visible in HoneyHive. */
	readonly lookback: number;
	/** Most events to return in one run; the rest comes with the next. */
	readonly maxEvents: number;
}

/** Milliseconds that the clocks of HoneyHive and n8n may differ by: both are widened to that. */
export const skew = 60_000;

/**
 * Most events that are remembered, about half a megabyte. When more fall into the lookback, the
 * oldest are given up: late arrivals among them are missed, and the caller is told.
 */
export const mostRemembered = 50_000;

/** Begins at a moment: events that began earlier never come. */
export function startAt(moment: number): CursorState {
	return { version: 1, from: Math.max(0, Math.floor(moment)), remembered: {} };
}

/** Begins anew where it is not known what was returned: some events may come again, none is lost. */
export function restart(now: number, { lookback }: CursorOptions): CursorState {
	return startAt(now - lookback - skew);
}

export type StoredCursor =
	| { readonly kind: 'usable'; readonly state: CursorState }
	| { readonly kind: 'damaged'; readonly reason: string };

/** Reads what an earlier run stored, by this version of the package or another. */
export function readCursor(stored: unknown): StoredCursor {
	const parsed = cursorStateSchema.safeParse(stored);
	if (parsed.success) return { kind: 'usable', state: parsed.data };
	const version = z.object({ version: z.number() }).safeParse(stored);
	const isNewer = version.success && version.data.version > 1;
	return {
		kind: 'damaged',
		reason: isNewer
			? 'it was written by a newer version of this package'
			: `'${parsed.error.issues[0]?.path.join('.') || 'all of it'}' is not as this package writes it`,
	};
}

/** Names the query that a cursor belongs to: two queries must not share one. */
export function scopeOf(query: object): string {
	return hashOf(JSON.stringify(query));
}

/** One run's way from one state to the next. The state that it began with stays as it was. */
export class Advance {
	/** What this run has to read: all of it, oldest first, unless it is full before the end. */
	readonly range: TimeRange;

	private readonly remembered: Remembered;

	private returned = 0;

	/** The start of the last event that was looked at. */
	private reached: number | undefined;

	/**
	 * @param now UTC milliseconds. Events that begin later come with a later run: they are not lost
	 * when HoneyHive's clock is ahead.
	 */
	constructor(
		private readonly state: CursorState,
		private readonly now: number,
		private readonly options: CursorOptions,
	) {
		this.range = { from: state.from, to: Math.max(state.from, now) };
		this.remembered = new Remembered(state.remembered);
	}

	get isFull(): boolean {
		return this.returned >= this.options.maxEvents;
	}

	/** Takes the next events, oldest first, and returns the new ones among them while there is room. */
	take(events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] {
		const fresh: HoneyHiveEvent[] = [];
		for (const event of events) {
			if (this.isFull) break;
			this.reached = startOf(event) ?? this.reached;
			if (!this.remembered.isNew(event, this.range.to ?? this.now)) continue;
			this.returned += 1;
			fresh.push(event);
		}
		return fresh;
	}

	/** After all of the range was read: what is still to arrive began within the lookback. */
	finished(): Step {
		return this.stepTo(this.settled);
	}

	/** After a part of the range, in order: the next run takes up where this one stopped. */
	interrupted(): Step {
		return this.stepTo(Math.min(this.reached ?? this.state.from, this.settled));
	}

	/** No event that began before this is still to arrive. */
	private get settled(): number {
		return this.now - this.options.lookback - skew;
	}

	private stepTo(moment: number): Step {
		const from = Math.max(this.state.from, Math.floor(moment));
		this.remembered.forgetBefore(from);
		const readUpTo = this.reached ?? from;
		const shortened = this.remembered.shortenTo(mostRemembered, readUpTo);
		const state: CursorState = {
			version: 1,
			from: Math.max(from, shortened ?? from),
			remembered: this.remembered.toStored(),
		};
		return shortened === undefined ? { state } : { state, shortened };
	}
}

/** What a run leaves for the next one. */
export interface Step {
	readonly state: CursorState;
	/** UTC milliseconds: late arrivals that began earlier are missed, for too many are remembered. */
	readonly shortened?: number;
}
