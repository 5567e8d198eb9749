import type { HoneyHiveEvent } from './event';
import { isFirstSight } from './pages';
import type { Order } from './source';
import { startOf } from './time';

/** Strings windows together: in order, each event once, up to the most that is wanted. */
export class Sequence {
	/** Events handed on so far. */
	length = 0;

	/** Of all events handed on: windows overlap at their boundaries, by as much as a time is imprecise. */
	private readonly seen = new Set<unknown>();

	constructor(
		private readonly order: Order,
		private readonly maxEvents: number,
	) {}

	get isFull(): boolean {
		return this.length >= this.maxEvents;
	}

	/** Takes the events of the next window and returns those to hand on. */
	take(events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] {
		const fresh = events.filter((event) => isFirstSight(event, this.seen));
		const handed = this.sort(fresh).slice(0, this.maxEvents - this.length);
		this.length += handed.length;
		return handed;
	}

	/** By start; events without one come last. Pages often come in order, and then stay as they are. */
	private sort(events: HoneyHiveEvent[]): HoneyHiveEvent[] {
		const sign = this.order === 'newestFirst' ? -1 : 1;
		const places = events.map((event) => {
			const start = startOf(event);
			return start === undefined ? Infinity : sign * start;
		});
		if (places.every((place, index) => index === 0 || place >= (places[index - 1] ?? place))) {
			return events;
		}
		return events
			.map((event, index) => ({ event, place: places[index] ?? Infinity }))
			.sort((one, other) => compare(one.place, other.place))
			.map(({ event }) => event);
	}
}

/** Unlike a difference, knows that Infinity equals itself. */
function compare(one: number, other: number): number {
	return one === other ? 0 : one < other ? -1 : 1;
}
