import type { HoneyHiveEvent } from '../event';
import { readWindows } from '../reading/readWindows';
import type { EventSource } from '../reading/source';
import type { CursorRun, NextCursor } from './cursor';

export interface NewEvents extends NextCursor {
	/** Oldest first. */
	readonly events: readonly HoneyHiveEvent[];
}

export interface ReadNewOptions {
	/** Asked after each window; once it returns true, the rest is left to the next run. */
	readonly isOutOfTime?: (() => boolean) | undefined;
	/** Receives what the user should know about a result that is there. */
	readonly onHint: (hint: string) => void;
}

/**
 * Reads what is new since the last run, oldest first, and returns it with the cursor for the next run.
 * Nothing has moved until the caller saves that.
 *
 * @throws MissingEvents or another Refusal, and then the next run begins where this one did
 */
export async function readNew(
	source: EventSource,
	run: CursorRun,
	{ isOutOfTime = () => false, onHint }: ReadNewOptions,
): Promise<NewEvents> {
	const events: HoneyHiveEvent[] = [];
	// Without a maximum: events that were returned before are among them, so how many to read is unknown.
	for await (const window of readWindows(source, run.range, { order: 'oldestFirst', onHint })) {
		for (const event of run.add(window)) events.push(event);
		if (run.isFull || isOutOfTime()) return { events, ...run.interrupted() };
	}
	return { events, ...run.finished() };
}
