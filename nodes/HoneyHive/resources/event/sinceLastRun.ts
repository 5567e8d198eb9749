import type { IDataObject } from 'n8n-workflow';

import type { HoneyHive } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import { Advance, readCursor, restart, scopeOf, skew, startAt } from '../../events/cursor/cursor';
import type { CursorOptions, CursorState } from '../../events/cursor/cursor';
import { isObject, type HoneyHiveEvent } from '../../events/event';
import { readNew } from '../../events/cursor/readNew';
import type { EventQuery } from '../../events/query';
import { toIso } from '../../events/time';

/** Requests under way at the same time. */
const concurrency = 4;

export interface LastRun {
	/** The node's static data, where n8n keeps what is put into it until the next run. */
	readonly store: IDataObject;
	/** Cursors to keep beside this one: those of other input items, which may ask for other events. */
	readonly others: number;
}

export interface SinceLastRun extends CursorOptions {
	/** UTC milliseconds: where to begin when there was no last run. */
	readonly firstRun: number;
	/** UTC milliseconds. */
	readonly now: number;
	readonly isOutOfTime?: () => boolean;
	/** Told what the user should know. */
	readonly onHint: (hint: string) => void;
}

export interface FreshEvents {
	/** Oldest first. */
	readonly events: readonly HoneyHiveEvent[];
	/** Keeps where this run came to. Without it, the next run returns the same events again. */
	commit(): void;
}

/**
 * Reads the events that are new since the last run with the same query.
 *
 * @throws Refusal, with nothing moved
 */
export async function readSinceLastRun(
	honeyHive: HoneyHive,
	query: EventQuery,
	{ store, others }: LastRun,
	run: SinceLastRun,
): Promise<FreshEvents> {
	const scope = scopeOfQuery(honeyHive, query);
	const start = stateOf(store, scope, run);
	// Meant, where 'Start From' lies ahead; the trace of a clock that was wrong, where it does not.
	if (start.from > run.now + skew) run.onHint(aheadHint(start.from));
	const advance = new Advance(start, run.now, run);
	const { onHint } = run;
	const options = { pageSize: honeyHive.generation.maxLimit, concurrency, onHint };
	const source = honeyHive.sourceOf(query, parsePage);
	const { events, state, shortened } = await readNew(source, advance, options, run.isOutOfTime);
	if (shortened !== undefined) onHint(shortenedHint(shortened));
	return { events, commit: () => keep(store, scope, state, others) };
}

/** A change of any of these asks for other events: what was returned of the old ones says nothing. */
function scopeOfQuery({ generation, baseUrl }: HoneyHive, query: EventQuery): string {
	const { project, filters, evaluationId } = query;
	return scopeOf({ baseUrl, generation: generation.name, project, filters, evaluationId });
}

function stateOf(store: IDataObject, scope: string, run: SinceLastRun): CursorState {
	const { cursors } = store;
	if (cursors === undefined) return startAt(run.firstRun);
	if (!isObject(cursors)) return restartAloud(run, 'it is not as this package writes it');
	if (!Object.hasOwn(cursors, scope)) {
		run.onHint(
			"The project, the filters or the credential's deployment differ from those of the last run: this one starts as a first run does.",
		);
		return startAt(run.firstRun);
	}
	const stored = readCursor(cursors[scope]);
	return stored.kind === 'usable' ? stored.state : restartAloud(run, stored.reason);
}

function restartAloud(run: SinceLastRun, reason: string): CursorState {
	run.onHint(
		`Where the last run came to cannot be read: ${reason}. Events of the last ${run.lookback / 60_000} minutes may come again, older ones are left out.`,
	);
	return restart(run.now, run);
}

/**
 * Notes where the cursors stand before a run of several input items, and returns what sets them back.
 * n8n keeps static data of a failed run too, and drops the items that it gave: they would be lost.
 */
export function rememberCursors(store: IDataObject): () => void {
	const { cursors } = store;
	return () => {
		if (store.cursors !== cursors) store.cursors = cursors;
	};
}

/** The last ones used are kept. n8n sees the change of a field, not one inside its value. */
function keep(store: IDataObject, scope: string, state: CursorState, others: number): void {
	const before = isObject(store.cursors) ? Object.entries(store.cursors) : [];
	const rest = before.filter(([name]) => name !== scope);
	const kept = rest.slice(Math.max(0, rest.length - others));
	store.cursors = Object.fromEntries([...kept, [scope, state]]) as IDataObject;
}

function aheadHint(from: number): string {
	return `Only events that begin from ${toIso(from)} on are taken, which is ahead of this machine's clock. If that is not meant, set 'First Run' and change a filter: this starts anew.`;
}

function shortenedHint(from: number): string {
	return `More events fall into 'Lookback' than can be remembered: those that began before ${toIso(from)} and arrive from now on are missed. Choose a shorter lookback, or narrow the filters.`;
}
