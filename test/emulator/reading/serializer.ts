import { Cache } from './cache';
import type { HoneyHiveEvent } from '../data/event';
import type { Settings } from '../options';
import type { Projection } from './projections';
import type { Ordinal, Store } from '../data/store';
import { writeAsText } from '../data/times';

export interface Writing {
	projection?: Projection;
	/** Spec 1.1.0 requires `project` (the name) of each event; 1.0.21 does not know it. */
	withProject: boolean;
}

/** Writes events as JSON, and keeps what it wrote last, so that the benchmark measures its client. */
export class Serializer {
	private readonly kept: Cache;
	private version = 0;

	constructor(
		private readonly store: Store,
		private readonly settings: Settings,
	) {
		this.kept = new Cache(settings.keptBytes);
	}

	/** The whole answer: `{"events":[…],<tail>}`. */
	page(ordinals: Iterable<Ordinal>, writing: Writing, tail: string): Buffer {
		this.forgetStale();
		const parts: Buffer[] = [];
		for (const ordinal of ordinals) {
			parts.push(parts.length === 0 ? OPEN : COMMA, this.event(ordinal, writing));
		}
		if (parts.length === 0) parts.push(OPEN);
		parts.push(Buffer.from(`],${tail}}`));
		return Buffer.concat(parts);
	}

	private event(ordinal: Ordinal, writing: Writing): Buffer {
		if (writing.projection) return this.write(ordinal, writing);
		const key = ordinal * 2 + (writing.withProject ? 1 : 0);
		return this.kept.get(key) ?? this.kept.put(key, this.write(ordinal, writing));
	}

	private write(ordinal: Ordinal, { projection, withProject }: Writing): Buffer {
		const event = this.answered(this.store.at(ordinal, projection?.keys), withProject);
		return Buffer.from(JSON.stringify(projection ? projection.apply(event) : event));
	}

	/** The event as this host answers it. */
	answered(event: HoneyHiveEvent, withProject: boolean): HoneyHiveEvent {
		const answered = withProject ? { project: this.store.projectOf(event), ...event } : event;
		if (this.settings.timeFormat === 'milliseconds') return answered;
		return { ...answered, ...texts(answered) };
	}

	private forgetStale(): void {
		if (this.version === this.store.version) return;
		this.version = this.store.version;
		// Only what was updated in place can be stale: an ordinal is never given twice.
		for (const ordinal of this.store.takeChanged()) {
			this.kept.delete(ordinal * 2);
			this.kept.delete(ordinal * 2 + 1);
		}
	}
}

const OPEN = Buffer.from('{"events":[');
const COMMA = Buffer.from(',');

function texts(event: HoneyHiveEvent): Partial<HoneyHiveEvent> {
	const written: Partial<HoneyHiveEvent> = {};
	for (const key of ['start_time', 'end_time'] as const) {
		const value = event[key];
		if (typeof value === 'number') written[key] = writeAsText(value);
	}
	return written;
}
