import type { Located } from '../event';

/** Writes events one after the other into a file, and then into the next one. */
export interface Encoder<Event extends Located> {
	/**
	 * Adds an event, unless others are in the file already and it would grow beyond so many bytes.
	 * Says whether it did.
	 */
	add(event: Event, mostBytes: number): boolean;
	/** The whole file, good until something is added, which goes into another file. */
	finish(): Uint8Array;
}
