import type { Located } from '../event';
import { MissingEvents } from '../reading/missing';
import { startOf } from '../time';
import type { Encoder } from './encoder';

/** How large a file may become. An event that alone exceeds the bytes gets a file of its own. */
export interface PartLimits {
	readonly events: number;
	readonly bytes: number;
}

/** One of the files that an export becomes. */
export interface Part {
	/** Counts from 1. */
	readonly number: number;
	readonly events: number;
	/** Starts of the first and the last event in UTC milliseconds; undefined when none has one. */
	readonly firstTime: number | undefined;
	readonly lastTime: number | undefined;
	/** Good until the next part is asked for. */
	readonly content: Uint8Array;
}

/**
 * Writes events into files, one after the other. Without an event there is one file, with what its
 * format has for that, so that what comes behind always finds a file.
 *
 * @throws MissingEvents, after a file with what could be read, and whatever else the events end with
 */
export async function* writeParts<Event extends Located>(
	batches: AsyncIterable<readonly Event[]>,
	encoder: Encoder<Event>,
	limits: PartLimits,
): AsyncGenerator<Part> {
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
		missing = asMissing(error);
	}
	yield part.close();
	if (missing) throw missing;
}

/** Anything else ends the files, too. */
function asMissing(error: unknown): MissingEvents {
	if (error instanceof MissingEvents) return error;
	throw error;
}

class OpenPart<Event extends Located> {
	private events = 0;

	private firstTime: number | undefined;

	private lastTime: number | undefined;

	constructor(
		readonly number: number,
		private readonly encoder: Encoder<Event>,
		private readonly limits: PartLimits,
	) {}

	/** Adds an event; false when the file is full. */
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

	close(): Part {
		const { number, events, firstTime, lastTime } = this;
		return { number, events, firstTime, lastTime, content: this.encoder.finish() };
	}
}
