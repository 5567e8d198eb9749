import type { IDataObject } from 'n8n-workflow';

import type { HoneyHive } from '../../api/honeyHive';
import {
	clockSkewMs,
	cursorKeyOf,
	CursorRun,
	readCursor,
	restart,
	startAt,
	type CursorState,
} from '../../events/cursor/cursor';
import { readNew } from '../../events/cursor/readNew';
import { isObject, type HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { toIso } from '../../events/time';
import type { SinceLastRunOptions } from '../../fields/sinceLastRun';

/** Where the cursors of a node are kept from run to run. */
export interface CursorStore {
	/** The node's static data, which n8n saves after the run. */
	readonly staticData: IDataObject;
	/** How many cursors to keep next to this one: those of other input items, which have other queries. */
	readonly maxOtherCursors: number;
}

export interface SinceLastRun extends SinceLastRunOptions {
	/** UTC milliseconds. */
	readonly now: number;
	/** Once it returns true, the rest is left to the next run. */
	readonly isOutOfTime?: () => boolean;
	/** Receives what the user should know. */
	readonly onHint: (hint: string) => void;
}

export interface NewSinceLastRun {
	/** Oldest first. */
	readonly events: readonly HoneyHiveEvent[];
	/** Saves the position for the next run. Without it, the next run returns the same events again. */
	commit(): void;
}

/**
 * Reads the events that are new since the last run with the same query.
 *
 * @throws Refusal, and then nothing has moved
 */
export async function readSinceLastRun(
	honeyHive: HoneyHive,
	query: EventQuery,
	store: CursorStore,
	options: SinceLastRun,
): Promise<NewSinceLastRun> {
	const { now, onHint } = options;
	const key = keyOf(honeyHive, query);
	const start = savedState(store.staticData, key, options);
	// Intended if 'Start From' is in the future; otherwise a clock was wrong.
	if (start.from > now + clockSkewMs) onHint(futureHint(start.from));
	const run = new CursorRun(start, now, options);
	const { events, state, shortened } = await readNew(honeyHive.source(query), run, options);
	if (shortened !== undefined) onHint(shortenedHint(shortened));
	return { events, commit: () => saveCursor(store, key, state) };
}

/** If any of these changes, the query is another one: what was returned before means nothing for it. */
function keyOf({ generation, baseUrl }: HoneyHive, query: EventQuery): string {
	const { project, filters, evaluationId } = query;
	return cursorKeyOf({ baseUrl, generation: generation.name, project, filters, evaluationId });
}

function savedState(staticData: IDataObject, key: string, options: SinceLastRun): CursorState {
	const { cursors } = staticData;
	if (cursors === undefined) return startAt(options.firstRun);
	if (!isObject(cursors)) return restartWithHint(options, 'it is not in the expected format');
	if (!Object.hasOwn(cursors, key)) {
		options.onHint(
			"The project, the filters or the credential's deployment differ from those of the last run, so this run starts as a first run does.",
		);
		return startAt(options.firstRun);
	}
	const stored = readCursor(cursors[key]);
	return stored.kind === 'usable' ? stored.state : restartWithHint(options, stored.reason);
}

function restartWithHint(options: SinceLastRun, reason: string): CursorState {
	options.onHint(
		`The saved position of the last run cannot be read: ${reason}. Events of the last ${options.lookbackMs / 60_000} minutes may be returned again, and older ones are skipped.`,
	);
	return restart(options.now, options);
}

/**
 * Notes the cursors before a run with several input items, and returns a function that restores them.
 * n8n saves the static data of a failed run too, but drops its items: they would be lost.
 */
export function rememberCursors(staticData: IDataObject): () => void {
	const { cursors } = staticData;
	return () => {
		if (staticData.cursors !== cursors) staticData.cursors = cursors;
	};
}

/** Keeps those used last. n8n notices the change of a field, but not a change inside its value. */
function saveCursor(
	{ staticData, maxOtherCursors }: CursorStore,
	key: string,
	state: CursorState,
): void {
	const saved = isObject(staticData.cursors) ? Object.entries(staticData.cursors) : [];
	const others = saved.filter(([other]) => other !== key);
	const kept = others.slice(Math.max(0, others.length - maxOtherCursors));
	staticData.cursors = Object.fromEntries([...kept, [key, state]]) as IDataObject;
}

function futureHint(from: number): string {
	return `The saved position (${toIso(from)}) is in the future, so only later events are returned. If that is not intended, set 'First Run' and change a filter to start over.`;
}

function shortenedHint(from: number): string {
	return `More events fall into 'Lookback' than can be remembered: those that started before ${toIso(from)} and arrive from now on are missed. Choose a shorter lookback, or narrow the filters.`;
}
