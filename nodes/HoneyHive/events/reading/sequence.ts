import type { Located } from '../event';
import { Keys } from '../identity';
import { lacksUsableStart, startOf } from '../time';
import type { Memory, ReadSettings } from './source';

/** Strings windows together: the events in order, each once, up to the maximum that is wanted. */
export class Sequence<Event extends Located> {
	/** Events passed on so far. */
	length = 0;

	/** Events that are not passed on, because they begin too late or do not match. */
	leftOut = 0;

	private readonly seen: SeenIds;

	constructor(
		private readonly settings: Pick<ReadSettings, 'order' | 'maxEvents' | 'before' | 'memory'>,
		private readonly matches?: (event: Event) => boolean,
	) {
		this.seen = new SeenIds(settings.memory);
	}

	get isFull(): boolean {
		return this.remaining <= 0;
	}

	/** How many more events may be passed on. */
	get remaining(): number {
		return this.settings.maxEvents - this.length;
	}

	/** Adds the events of the next window and returns those to pass on. */
	add(events: readonly Event[]): Event[] {
		const keys = new Keys();
		const fresh = events.filter((event) => this.seen.isNew(event, keys.of(event)));
		const sorted = this.sort(fresh);
		const last = sorted.at(-1);
		if (last) this.seen.advanceTo(last);
		const passedOn = this.wanted(sorted).slice(0, this.remaining);
		this.length += passedOn.length;
		return passedOn;
	}

	private wanted(events: Event[]): Event[] {
		const { before = Infinity } = this.settings;
		const { matches } = this;
		if (before === Infinity && !matches) return events;
		const wanted = events.filter(
			(event) => (startOf(event) ?? -Infinity) < before && (!matches || matches(event)),
		);
		this.leftOut += events.length - wanted.length;
		return wanted;
	}

	/** By start; events without one come last. Pages often come in order, and then stay as they are. */
	private sort(events: Event[]): Event[] {
		const sign = this.settings.order === 'newestFirst' ? -1 : 1;
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

/** Unlike a difference, this knows that Infinity equals itself. */
function compare(one: number, other: number): number {
	return one === other ? 0 : one < other ? -1 : 1;
}

/**
 * Milliseconds of events' starts within which an event may come twice: windows overlap by the
 * imprecision of a shown time, which is a minute at most. The rest is margin.
 */
const reachMs = 5 * 60_000;

/**
 * Tells which events have come before, by their keys.
 *
 * With `bounded` memory, events must come in the order of their start: those that began long before
 * the last one cannot come again, unless their start is changed in the meantime.
 */
export class SeenIds {
	private recent = new Set<unknown>();

	/** The ids of the reach before. Always empty when all are kept. */
	private earlier = new Set<unknown>();

	/** Events that are in no window of time: nothing tells when they may come again. */
	private readonly withoutStart = new Set<unknown>();

	/** Where the recent reach began. */
	private since: number | undefined;

	constructor(private readonly memory: Memory) {}

	/** Notes an event and returns whether it had not been noted before. */
	isNew(event: Located, key: unknown): boolean {
		if (this.memory === 'bounded') {
			if (lacksUsableStart(event)) return isAdded(key, this.withoutStart);
			if (this.earlier.has(key)) return false;
		}
		return isAdded(key, this.recent);
	}

	/** Takes note that everything up to this event has been passed on. */
	advanceTo(event: Located): void {
		if (this.memory === 'all') return;
		const start = startOf(event);
		if (start === undefined || lacksUsableStart(event)) return;
		this.since ??= start;
		if (Math.abs(start - this.since) < reachMs) return;
		this.earlier = this.recent;
		this.recent = new Set();
		this.since = start;
	}
}

/** One lookup instead of two: a set of 100,000 ids is most of what this costs. */
export function isAdded(id: unknown, ids: Set<unknown>): boolean {
	const { size } = ids;
	return ids.add(id).size > size;
}
