import type { Located } from '../event';
import { MissingEvents } from '../reading/missing';
import { rethrowUnless } from '../refusal';
import { startOf } from '../time';
import type { Encoder } from './encoder';

/** How large a part may become. An event that alone exceeds the bytes gets a part of its own. */
export interface PartLimits {
	readonly events: number;
	readonly bytes: number;
}

/** One of the files or batches of an export. */
export interface Part<Content = Uint8Array> {
	/** Counts from 1. */
	readonly number: number;
	readonly events: number;
	/** Starts of the first and the last event in UTC milliseconds; undefined when no event has a start. */
	readonly firstTime: number | undefined;
	readonly lastTime: number | undefined;
	/** Valid until the next part is requested. */
	readonly content: Content;
}

/**
 * Writes events into one part after another. Without events there is one part, empty as its format
 * defines that, so that the next node always finds one.
 *
 * @throws MissingEvents after a part with what could be read, and whatever else the events throw
 */
export async function* writeParts<Event extends Located, Content>(
	batches: AsyncIterable<readonly Event[]>,
	encoder: Encoder<Event, Content>,
	limits: PartLimits,
): AsyncGenerator<Part<Content>> {
	let part = new OpenPart(1, encoder, limits);
	let missing: MissingEvents | undefined;
	try {
		for await (const events of batches) {
			for (const event of events) {
				if (part.add(event)) continue;
				yield part.close();
				part = new OpenPart(part.number + 1, encoder, limits);
				part.add(event);
			}
		}
	} catch (error) {
		missing = rethrowUnless(MissingEvents, error);
	}
	yield part.close();
	if (missing) throw missing;
}

class OpenPart<Event extends Located, Content> {
	private events = 0;

	private firstTime: number | undefined;

	private lastTime: number | undefined;

	constructor(
		readonly number: number,
		private readonly encoder: Encoder<Event, Content>,
		private readonly limits: PartLimits,
	) {}

	/** Adds an event; false when the part is full. */
	add(event: Event): boolean {
		if (this.events >= this.limits.events) return false;
		if (!this.encoder.add(event, this.limits.bytes)) return false;
		this.events += 1;
		const start = startOf(event);
		if (start === undefined) return true;
		this.firstTime = Math.min(start, this.firstTime ?? start);
		this.lastTime = Math.max(start, this.lastTime ?? start);
		return true;
	}

	close(): Part<Content> {
		const { number, events, firstTime, lastTime } = this;
		return { number, events, firstTime, lastTime, content: this.encoder.finish() };
	}
}
