import type { HoneyHive } from '../../api/honeyHive';
import {
	clockSkewMs,
	cursorKeyOf,
	CursorRun,
	restart,
	startAt,
	type CursorState,
} from '../../events/cursor/cursor';
import { readNew, type NewEvents } from '../../events/cursor/readNew';
import { Slices } from '../../events/cursor/slices';
import type { EventQuery } from '../../events/query';
import { toIso } from '../../events/time';
import type { SinceLastRunOptions } from '../../fields/sinceLastRun';
import { perQuery } from './perQuery';
import type { SavedCursor } from './savedCursors';

export interface SinceLastRun extends SinceLastRunOptions {
	/** UTC milliseconds. */
	readonly now: number;
	/** Receives what the user should know about a result that is there. */
	readonly onHint: (hint: string) => void;
}

/**
 * Reads the events that are new since the last run with the same query, and returns them with the cursor
 * for the next one.
 *
 * @param start the cursor that the last run left: see `startingState`
 * @throws Refusal when nothing could be read
 */
export async function readSinceLastRun(
	honeyHive: HoneyHive,
	query: EventQuery,
	start: CursorState,
	options: SinceLastRun,
): Promise<NewEvents> {
	const { now, onHint } = options;
	// Intended if 'Start From' is in the future; otherwise a clock was wrong.
	if (start.from > now + clockSkewMs) onHint(futureHint(start.from));
	const run = new CursorRun(start, now, options);
	const slices = slicesOf(keyOf(honeyHive, query));
	const fresh = await readNew(honeyHive.source(query), run, slices, onHint);
	if (fresh.shortened !== undefined) onHint(shortenedHint(fresh.shortened));
	if (fresh.interruption) onHint(interruptedHint(fresh.interruption.message));
	return fresh;
}

/** What a query's cursor is saved under. If any of these changes, the query is another one. */
export function keyOf({ generation, baseUrl }: HoneyHive, query: EventQuery): string {
	const { project, filters, check, evaluationId } = query;
	return cursorKeyOf({
		baseUrl,
		generation: generation.name,
		project,
		filters,
		check,
		evaluationId,
	});
}

/** What this process could read of each query. */
const slicesOf = perQuery(() => new Slices());

/** @param stateAt the state of a run that has read nothing yet, from a cursor */
export function startingState<State>(
	saved: SavedCursor<State>,
	stateAt: (cursor: CursorState) => State,
	options: SinceLastRun,
): State {
	switch (saved.kind) {
		case 'none':
			return stateAt(startAt(options.firstRun));
		case 'ofOtherQuery':
			options.onHint(
				"The project, the filters, the credential's deployment or the event that a trigger starts on differ from those of the last run, so this run starts as a first run does.",
			);
			return stateAt(startAt(options.firstRun));
		case 'usable':
			return saved.state;
		case 'damaged':
			return stateAt(restartWithHint(options, saved.reason));
	}
}

function restartWithHint(options: SinceLastRun, reason: string): CursorState {
	options.onHint(
		`The saved position of the last run cannot be read: ${reason}. What happened in the last ${options.lookbackMs / 60_000} minutes may be returned again, and what happened before is skipped.`,
	);
	return restart(options.now, options);
}

function futureHint(from: number): string {
	return `The saved position (${toIso(from)}) is in the future, so only later events are returned. If that is not intended, set 'First Run' and change a filter to start over.`;
}

function shortenedHint(from: number): string {
	return `More events fall into 'Lookback' than can be remembered: those that started before ${toIso(from)} and arrive from now on are missed. Choose a shorter lookback, or narrow the filters.`;
}

function interruptedHint(reason: string): string {
	return `Not all new events could be read. The others follow with the next run: ${reason}`;
}
