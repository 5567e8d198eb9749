import type { Advance, Step } from './cursor';
import type { HoneyHiveEvent } from '../event';
import { readWindows } from '../reading/readWindows';
import type { EventSource, ReadOptions } from '../reading/source';

export interface NewEvents extends Step {
	/** Oldest first. */
	readonly events: readonly HoneyHiveEvent[];
}

/**
 * Reads what is new since the run before, oldest first, and says where the next run goes on. Nothing
 * has moved until the caller keeps that.
 *
 * @param isOutOfTime asked after each window; once true, the rest is left to the next run
 * @throws MissingEvents or another Refusal, and then the next run begins where this one did
 */
export async function readNew(
	source: EventSource,
	advance: Advance,
	options: Pick<ReadOptions, 'pageSize' | 'concurrency' | 'onHint'>,
	isOutOfTime: () => boolean = () => false,
): Promise<NewEvents> {
	const fresh: HoneyHiveEvent[] = [];
	const windows = readWindows(source, advance.range, {
		...options,
		order: 'oldestFirst',
		// Events that were returned before are among them: how many to read is not known.
		maxEvents: Infinity,
		whenMissing: 'stop',
		handling: 'kept',
	});
	for await (const events of windows) {
		for (const event of advance.take(events)) fresh.push(event);
		if (advance.isFull || isOutOfTime()) return { events: fresh, ...advance.interrupted() };
	}
	return { events: fresh, ...advance.finished() };
}
