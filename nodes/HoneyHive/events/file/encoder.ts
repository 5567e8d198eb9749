import type { Located } from '../event';

/** Writes events into one part of an export, such as a file, and then into the next one. */
export interface Encoder<Event extends Located, Content = Uint8Array> {
	/**
	 * Adds an event, unless the part already has events and would grow beyond `maxBytes`.
	 *
	 * @returns whether the event was added
	 */
	add(event: Event, maxBytes: number): boolean;
	/** Ends the part and returns its content: valid until an event is added to the next one. */
	finish(): Content;
}
