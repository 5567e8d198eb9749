import { CursorRun, type CursorState } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import type { SessionSource } from '../../../../nodes/HoneyHive/events/cursor/readFinished';
import { readNew } from '../../../../nodes/HoneyHive/events/cursor/readNew';
import { Slices } from '../../../../nodes/HoneyHive/events/cursor/slices';
import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { EventSource } from '../../../../nodes/HoneyHive/events/reading/source';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import type { Dice } from '../reading/dice';
import { MemorySource } from '../reading/memorySource';

export const minute = 60_000;

/** An event of a session. All times are UTC milliseconds, by the server's clock. */
export interface SessionEvent {
	readonly id: string;
	readonly session: string;
	readonly time: number;
	readonly end: number;
	readonly visibleAt: number;
	/** Whether it matches the filters. */
	readonly matches: boolean;
}

export interface Trouble {
	/** How likely a session cannot be read. */
	readonly refusing: number;
	/** How likely a poll runs out of time while it reads new events. */
	readonly outOfTime: number;
}

/** A reading of a session, by n8n's clock. */
export interface SessionReading {
	readonly began: number;
	readonly events: readonly SessionEvent[];
}

/** A server with sessions, whose clock moves on while it answers. */
export class SessionWorld {
	trouble: Trouble = { refusing: 0, outOfTime: 0 };

	/** The last reading of each session. */
	readonly readings = new Map<string, SessionReading>();

	/** The sessions that were given up. */
	readonly skipped = new Set<string>();

	/** How many requests for a session were sent. */
	sessionRequests = 0;

	private readonly slices = new Slices();

	constructor(
		/** UTC milliseconds, by n8n's clock. */
		public now: number,
		readonly events: readonly SessionEvent[],
		private readonly dice: Dice,
		private readonly settings: {
			/** By how much the server's clock is ahead of n8n's, in milliseconds. */
			readonly ahead: number;
			readonly lookbackMs: number;
			readonly maxEvents: number;
			/** Max number of milliseconds that a request takes. */
			readonly slownessMs: number;
		},
	) {}

	/** What one poll reads from. */
	source(cursor: CursorState): SessionSource {
		return {
			now: () => this.now,
			affectsEverySession: ({ message }) => message === 'Nothing can be read',
			readSession: async (id) => await this.readSession(id),
			readNew: async (maxEvents) => {
				const { lookbackMs, maxEvents: most } = this.settings;
				const options = { lookbackMs, maxEvents: Math.min(maxEvents, most) };
				const run = new CursorRun(cursor, this.now, options);
				const fresh = await readNew(this.matching(), run, this.slices, () => undefined);
				this.pass();
				return fresh;
			},
		};
	}

	private async readSession(id: string): Promise<HoneyHiveEvent[]> {
		this.sessionRequests += 1;
		const began = this.now;
		this.pass();
		await Promise.resolve();
		if (this.dice.chance(this.trouble.refusing)) {
			throw new Refusal(this.dice.chance(0.3) ? 'Nothing can be read' : 'The answer is broken');
		}
		const events = this.visible().filter(({ session }) => session === id);
		this.readings.set(id, { began, events });
		await Promise.resolve();
		this.pass();
		return events.map((event) => this.shown(event));
	}

	private pass(): void {
		this.now += this.dice.whole(0, this.settings.slownessMs);
	}

	private visible(): SessionEvent[] {
		const serverTime = this.now + this.settings.ahead;
		return this.events.filter(({ visibleAt }) => visibleAt <= serverTime);
	}

	/** The events that match the filters. */
	private matching(): EventSource {
		const events = this.visible().filter(({ matches }) => matches);
		const isOutOfTime = this.dice.chance(this.trouble.outOfTime);
		const source = new MemorySource(
			events,
			'exact',
			{
				arrangement: 'descending',
				promisesOrder: true,
				counts: 'nothing',
				bothEnds: true,
				canAskForMissingStart: true,
				maxPageSize: 20,
			},
			this.dice.whole(0, 1_000_000),
			{ maxAnswers: isOutOfTime ? this.dice.whole(0, 4) : Infinity },
		);
		const whole = new Map(events.map((event) => [event.id, this.shown(event)]));
		return {
			newestFirst: true,
			maxPageSize: source.maxPageSize,
			count: async (range) => await source.count(range),
			affectsEveryRequest: () => source.affectsEveryRequest(),
			dependsOnRange: () => source.dependsOnRange(),
			fetchPage: async (range, request, signal) => {
				const page = await source.fetchPage(range, request, signal);
				return {
					...page,
					events: page.events.map((event) => whole.get(String(event.event_id)) ?? event),
				};
			},
		};
	}

	/** An event that goes on has no end yet. */
	private shown({ id, session, time, end }: SessionEvent): HoneyHiveEvent {
		const hasEnded = end <= this.now + this.settings.ahead;
		return {
			event_id: id,
			session_id: session,
			start_time: time,
			...(hasEnded && { end_time: end }),
		};
	}
}
