import type { HoneyHiveEvent, Located } from '../event';
import type { Shape } from '../shape/shape';
import type { Encoder } from './encoder';

/** Collects events into lists. Their size is not limited: they stay in memory as they are. */
export class ListEncoder implements Encoder<HoneyHiveEvent, readonly HoneyHiveEvent[]> {
	private events: HoneyHiveEvent[] = [];

	constructor(private readonly shape: Shape) {}

	add(event: HoneyHiveEvent): boolean {
		this.events.push(this.shape(event));
		return true;
	}

	finish(): readonly HoneyHiveEvent[] {
		const { events } = this;
		this.events = [];
		return events;
	}
}

/** Collects events into lists of JSON, each of them one text. */
export class JsonTextEncoder<Event extends Located> implements Encoder<Event, string> {
	private events: string[] = [];

	/** Of the list in UTF-8. An event takes one more for the comma or bracket before it. */
	private bytes = 1;

	constructor(private readonly toJson: (event: Event) => string) {}

	add(event: Event, maxBytes: number): boolean {
		const json = this.toJson(event);
		const bytes = this.bytes + 1 + Buffer.byteLength(json);
		if (this.events.length > 0 && bytes > maxBytes) return false;
		this.events.push(json);
		this.bytes = bytes;
		return true;
	}

	finish(): string {
		const text = `[${this.events.join(',')}]`;
		this.events = [];
		this.bytes = 1;
		return text;
	}
}
