import type { HoneyHiveEvent } from '../event';
import { readAll, readWindows } from '../reading/readWindows';
import type { EventSource } from '../reading/source';
import { Refusal, rethrowUnless } from '../refusal';
import { toIso, type TimeRange } from '../time';
import type { CursorRun, NextCursor } from './cursor';
import { isShortest, type Slices } from './slices';

export interface NewEvents extends NextCursor {
	/** Oldest first. */
	readonly events: readonly HoneyHiveEvent[];
	/** Why the rest is left to the next run, unless there is none or this run is full. */
	readonly interruption?: Refusal;
}

/**
 * Reads what is new since the last run, oldest first, and returns it with the cursor for the next run.
 * Nothing has moved until the caller saves that.
 *
 * What was read before a refusal is returned. A shortest slice that cannot be read while the next one
 * can is skipped, and the user is told: one broken event must not hold back all that follow.
 *
 * @param slices what the runs before this one could read
 * @throws Refusal when nothing could be read; then the next run begins where this one did
 */
export async function readNew(
	source: EventSource,
	run: CursorRun,
	slices: Slices,
	onHint: (hint: string) => void,
): Promise<NewEvents> {
	const events: HoneyHiveEvent[] = [];
	for (const slice of slices.of(run.range)) {
		try {
			// Without a maximum: events that were returned before are among them, so how many to read is unknown.
			const { enough } = run;
			const options = { order: 'oldestFirst', onGap: 'finishEarlier', enough, onHint } as const;
			for await (const window of readWindows(source, slice, options)) {
				for (const event of run.add(window)) events.push(event);
				if (run.isFull) return { events, ...run.full() };
			}
			slices.wasRead(slice);
		} catch (error) {
			const interruption = rethrowUnless(Refusal, error);
			if (!(await isBroken(source, slice, interruption))) {
				if (source.dependsOnRange(interruption)) slices.wasRefused(slice, !run.hasMoved);
				if (!run.hasMoved) throw interruption;
				return { events, ...run.interrupted(), interruption };
			}
			onHint(skippedHint(slice, interruption));
		}
		run.reach(slice.to);
	}
	return { events, ...run.finished() };
}

/** Whether the slice itself is the reason why it could not be read. */
async function isBroken(
	source: EventSource,
	slice: Required<TimeRange>,
	refusal: Refusal,
): Promise<boolean> {
	if (!isShortest(slice) || !source.dependsOnRange(refusal)) return false;
	// Not from the moment that both share: what is broken may have started then.
	const next = { from: slice.to + 1, to: slice.to + 1 + (slice.to - slice.from) };
	return (await isReadable(source, next)) && !(await isReadable(source, slice));
}

async function isReadable(source: EventSource, range: TimeRange): Promise<boolean> {
	try {
		await readAll(source, range, { onHint: () => undefined });
		return true;
	} catch (error) {
		rethrowUnless(Refusal, error);
		return false;
	}
}

function skippedHint({ from, to }: Required<TimeRange>, { message }: Refusal): string {
	return `Events that started from ${toIso(from)} to ${toIso(to)} were skipped, because they could not be read: ${message}`;
}
