import type { Located } from '../event';

/** Writes events into a file, and then into the next one. */
export interface Encoder<Event extends Located> {
	/**
	 * Adds an event, unless the file already has events and would grow beyond `maxBytes`.
	 *
	 * @returns whether the event was added
	 */
	add(event: Event, maxBytes: number): boolean;
	/** Ends the file and returns its bytes: valid until an event is added to the next one. */
	finish(): Uint8Array;
}
