import type { Located } from '../event';
import { SeenAll, SeenLately, type Seen } from './seen';
import type { ReadOptions } from './source';
import { startOf } from '../time';

/** Strings windows together: in order, each event once, up to the most that is wanted. */
export class Sequence<Event extends Located> {
	/** Events handed on so far. */
	length = 0;

	/** Events that begin too late to be handed on. */
	leftOut = 0;

	private readonly seen: Seen;

	constructor(
		private readonly options: Pick<ReadOptions, 'order' | 'maxEvents' | 'before' | 'handling'>,
	) {
		this.seen = options.handling === 'kept' ? new SeenAll() : new SeenLately();
	}

	get isFull(): boolean {
		return this.length >= this.options.maxEvents;
	}

	/** Takes the events of the next window and returns those to hand on. */
	take(events: readonly Event[]): Event[] {
		const fresh = events.filter((event) => this.seen.isFirst(event));
		const wanted = this.leaveOut(fresh);
		const handed = this.sort(wanted).slice(0, this.options.maxEvents - this.length);
		const last = handed.at(-1);
		if (last) this.seen.moveTo(last);
		this.length += handed.length;
		return handed;
	}

	private leaveOut(events: Event[]): Event[] {
		const { before } = this.options;
		if (before === undefined) return events;
		const wanted = events.filter((event) => !((startOf(event) ?? -Infinity) >= before));
		this.leftOut += events.length - wanted.length;
		return wanted;
	}

	/** By start; events without one come last. Pages often come in order, and then stay as they are. */
	private sort(events: Event[]): Event[] {
		const sign = this.options.order === 'newestFirst' ? -1 : 1;
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
