import type { Located } from '../event';
import { isFirstSight } from './pages';
import { isTimeless, startOf } from '../time';

/**
 * Milliseconds of events' starts within which an event may come twice: windows overlap by what a
 * shown time may be imprecise, a minute at the most. The rest is margin.
 */
const reach = 5 * 60_000;

/** Tells which events have come before. */
export interface Seen {
	/** Notes an event; whether it had not come before. */
	isFirst(event: Located): boolean;
	/** Told that all up to this event has been handed on. */
	moveTo(event: Located): void;
}

/** Forgets nothing: an event comes once even if its start is changed while it is read. */
export class SeenAll implements Seen {
	private readonly seen = new Set<unknown>();

	isFirst(event: Located): boolean {
		return isFirstSight(event, this.seen);
	}

	moveTo(): void {}
}

/**
 * Needs no more memory the more it is told: events come in the order of their start, so those that
 * began long before the last one cannot come again, unless their start is changed meanwhile.
 */
export class SeenLately implements Seen {
	/** Of the stretch that is being handed on, and of the one before. */
	private recent = new Set<unknown>();

	private earlier = new Set<unknown>();

	/** Where the recent stretch began. */
	private since: number | undefined;

	/** Of events that are in no stretch: nothing tells when they may come again. */
	private readonly timeless = new Set<unknown>();

	isFirst(event: Located): boolean {
		if (isTimeless(event)) return isFirstSight(event, this.timeless);
		return !this.earlier.has(event.event_id) && isFirstSight(event, this.recent);
	}

	moveTo(event: Located): void {
		const start = startOf(event);
		if (start === undefined || isTimeless(event)) return;
		this.since ??= start;
		if (Math.abs(start - this.since) < reach) return;
		this.earlier = this.recent;
		this.recent = new Set();
		this.since = start;
	}
}
