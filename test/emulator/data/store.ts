import type { HoneyHiveEvent } from './event';
import { Generator } from './generator';
import type { Settings } from '../options';
import { Random, scatter } from './random';
import { readEventTime } from './times';

/** One event's place among all: generated ones count from 0, those put in follow them. */
export type Ordinal = number;

interface Loaded {
	event: HoneyHiveEvent;
	/** Where it stands among the shuffled: generated events have the ranks 0, 1, 2, … */
	rank: number;
}

/** All events present now: the generated ones, less those removed, and those put in. */
export class Store {
	readonly generator: Generator;
	/** Counts the changes; whatever was worked out for an older version is stale. */
	version = 0;
	private readonly loaded = new Map<Ordinal, Loaded>();
	private readonly byId = new Map<string, Ordinal>();
	private readonly bySession = new Map<string, Set<Ordinal>>();
	/** Generated events that were updated since. */
	private readonly updated = new Map<Ordinal, HoneyHiveEvent>();
	private readonly removed = new Set<Ordinal>();
	private readonly changed = new Set<Ordinal>();
	private next: Ordinal;
	private fronts = 0;

	constructor(private readonly settings: Settings) {
		this.generator = new Generator(settings);
		this.next = this.generator.count;
	}

	isGenerated(ordinal: Ordinal): boolean {
		return ordinal < this.generator.count;
	}

	isRemoved(ordinal: Ordinal): boolean {
		return this.removed.has(ordinal);
	}

	get hasGaps(): boolean {
		return this.removed.size > 0;
	}

	/** The event; of a generated one only the `wanted` top-level keys, when given, are made. */
	at(ordinal: Ordinal, wanted?: ReadonlySet<string>): HoneyHiveEvent {
		const own = this.loaded.get(ordinal)?.event ?? this.updated.get(ordinal);
		return own ?? this.generator.event(ordinal, wanted);
	}

	/** UTC milliseconds, NaN without a start_time. */
	startOf(ordinal: Ordinal): number {
		if (this.isGenerated(ordinal)) return this.generator.startOf(ordinal);
		return readEventTime(this.loaded.get(ordinal)?.event.start_time) ?? NaN;
	}

	rankOf(ordinal: Ordinal): number {
		return this.loaded.get(ordinal)?.rank ?? NaN;
	}

	projectOf(event: HoneyHiveEvent): string {
		return event.project ?? event.project_id ?? this.settings.project;
	}

	loadedOrdinals(): Iterable<Ordinal> {
		return this.loaded.keys();
	}

	find(eventId: string): Ordinal | undefined {
		const own = this.byId.get(eventId);
		if (own !== undefined) return own;
		const index = this.generator.indexOf(eventId);
		return index === undefined || this.removed.has(index) ? undefined : index;
	}

	/** Puts an event in as it is; one of the same id is replaced. At the front it precedes all others. */
	put(event: HoneyHiveEvent, where: 'front' | 'random' = 'random'): void {
		if (event.event_id !== undefined) this.remove(event.event_id);
		const ordinal = this.next++;
		const random = new Random(scatter(this.settings.seed), 0x9a7, ordinal);
		const rank =
			where === 'front'
				? -++this.fronts
				: random.next() * Math.max(this.generator.count, 1_000) - 0.5;
		this.loaded.set(ordinal, { event, rank });
		if (event.event_id !== undefined) this.byId.set(event.event_id, ordinal);
		if (event.session_id !== undefined) {
			const session = this.bySession.get(event.session_id) ?? new Set();
			this.bySession.set(event.session_id, session.add(ordinal));
		}
		this.version++;
	}

	/** Changes the event in its place. */
	replace(ordinal: Ordinal, event: HoneyHiveEvent): void {
		const loaded = this.loaded.get(ordinal);
		if (loaded) loaded.event = event;
		else this.updated.set(ordinal, event);
		this.changed.add(ordinal);
		this.version++;
	}

	/** Those changed in place since the last call. */
	takeChanged(): Ordinal[] {
		const changed = [...this.changed];
		this.changed.clear();
		return changed;
	}

	remove(eventId: string): boolean {
		const ordinal = this.find(eventId);
		if (ordinal === undefined) return false;
		this.removeAt(ordinal);
		return true;
	}

	removeAt(ordinal: Ordinal): void {
		if (this.isGenerated(ordinal)) {
			this.removed.add(ordinal);
			this.updated.delete(ordinal);
		} else {
			const event = this.loaded.get(ordinal)?.event;
			this.byId.delete(event?.event_id ?? '');
			this.bySession.get(event?.session_id ?? '')?.delete(ordinal);
			this.loaded.delete(ordinal);
		}
		this.version++;
	}

	/** Everything in one session, the session event first if there is one. */
	session(sessionId: string): HoneyHiveEvent[] {
		const events: HoneyHiveEvent[] = [];
		const range = this.generator.sessionRange(sessionId);
		for (let index = range?.first ?? 0; index < (range?.end ?? 0); index++) {
			if (!this.removed.has(index)) events.push(this.at(index));
		}
		for (const ordinal of this.bySession.get(sessionId) ?? []) events.push(this.at(ordinal));
		const isRoot = (event: HoneyHiveEvent): number => (event.event_type === 'session' ? 0 : 1);
		return events.sort((left, right) => isRoot(left) - isRoot(right));
	}

	*all(): IterableIterator<HoneyHiveEvent> {
		for (let index = 0; index < this.generator.count; index++) {
			if (!this.removed.has(index)) yield this.at(index);
		}
		for (const { event } of this.loaded.values()) yield event;
	}
}
