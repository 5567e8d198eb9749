import type { Located } from '../event';
import type { TimeRange } from '../time';
import { Reading } from './reading';
import { settingsOf, type EventSource, type ReadOptions } from './source';

/**
 * Reads a range of time completely, window by window, several at once, and yields the events in the
 * order of their start, each once.
 *
 * The words for it:
 * - A *range* is an interval of time, a plain value with two ends, each of which may be open.
 * - A *window* is a range on its way from a request to the output: waiting, being read, read, or missing.
 *   It is read when all of its events are here, usually from one answer. From then on nothing can shift
 *   inside it, whatever is inserted or deleted.
 * - A *page* is one answer. Page numbers shift while the data change, so they are used only where time
 *   cannot tell events apart: within one millisecond, or without a start.
 * - A *division* is what a window becomes when it has been asked for: itself, read, or smaller windows.
 *   Neighbors share the moment between them, and an event that both hold is returned once, by its id.
 * - The *density* of a window is how many events it has per millisecond, estimated from a page and the
 *   stated total.
 * - A *sample* is the starts of some events of a range, in no order, which show where to cut it.
 * - The *remainder* is a large window of known density that pieces of a few pages are cut off from.
 * - *Buffered* are the events of windows that are read, but wait for those before them in the output.
 * - A *gap* is a range that is missing because it could not be read. It is reported, never hidden.
 *
 * @throws MissingEvents that names the gaps, or the Refusal alone when nothing could be read
 */
export async function* readWindows<Event extends Located>(
	source: EventSource<Event>,
	range: TimeRange,
	options: ReadOptions,
): AsyncGenerator<Event[]> {
	const reading = new Reading(source, range, settingsOf(source, options));
	try {
		yield* reading.run();
	} finally {
		await reading.end();
	}
}

/** Reads a range completely into one list. @throws MissingEvents or another Refusal */
export async function readAll<Event extends Located>(
	source: EventSource<Event>,
	range: TimeRange,
	options: ReadOptions,
): Promise<Event[]> {
	const events: Event[] = [];
	for await (const window of readWindows(source, range, options)) {
		for (const event of window) events.push(event);
	}
	return events;
}
