import type { IExecuteFunctions } from 'n8n-workflow';

import { parsePage, type PageReader } from '../../api/envelope';
import type { HoneyHive } from '../../api/honeyHive';
import { cutPageHint } from '../../api/pageLimit';
import { scanPage } from '../../api/scanPage';
import type { HoneyHiveEvent, Located } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import type { EventSource, Memory } from '../../events/reading/source';
import type { ScannedEvent } from '../../events/scan/scanEvent';
import type { Pagination } from '../../fields/pagination';
import type { SinceLastRunOptions } from '../../fields/sinceLastRun';
import type { RunCursors } from '../cursor/runCursors';
import { readSample, sampleHint } from '../cursor/sample';
import { keyOf, readSinceLastRun, startingState } from '../cursor/sinceLastRun';
import { isTestRun } from '../cursor/testRun';

/** A range, or one page of it. */
export type Paged = Pagination & { readonly before?: number | undefined };
type Continued = { readonly kind: 'sinceLastRun'; readonly now: number } & SinceLastRunOptions;
/** How much to read. */
export type Extent = Paged | Continued;

/** One run of the operation: what to read, from where, and whom to tell. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly honeyHive: HoneyHive;
	readonly query: EventQuery;
	readonly cursors: RunCursors;
	readonly onHint: (hint: string) => void;
}

/** Reads events into memory. */
export function readEvents(run: Run, extent: Extent): AsyncGenerator<readonly HoneyHiveEvent[]> {
	return extent.kind === 'sinceLastRun'
		? readNewEvents(run, extent)
		: readPagesOf(run, extent, run.honeyHive.source(run.query), parsePage, 'all');
}

/** Reads events that stay bytes until their turn comes. */
export function readScanned(
	run: Run,
	extent: Paged,
	memory: Memory,
): AsyncGenerator<readonly ScannedEvent[]> {
	return readPagesOf(run, extent, run.honeyHive.scannedSource(run.query), scanPage, memory);
}

async function* readPagesOf<Event extends Located>(
	{ context, honeyHive, query, onHint }: Run,
	extent: Paged,
	source: EventSource<Event>,
	read: PageReader<Event>,
	memory: Memory,
): AsyncGenerator<readonly Event[]> {
	if (extent.kind === 'page') {
		const page = await honeyHive.fetchPage(query, extent, read);
		const hint = cutPageHint(page, extent.limit);
		if (hint) onHint(hint);
		yield page.events.slice(0, extent.limit).filter((event) => source.matches?.(event) ?? true);
		return;
	}
	const onGap = context.continueOnFail() ? 'continue' : 'stop';
	const options = { ...extent, memory, onGap, onHint } as const;
	yield* readWindows(source, query.range, options);
}

/** What is new since the last run. A test run shows a sample instead, and moves nothing. */
export async function* readNewEvents(
	{ context, honeyHive, query, cursors, onHint }: Run,
	extent: Continued,
): AsyncGenerator<readonly HoneyHiveEvent[]> {
	if (isTestRun(context)) {
		const sample = await readSample(honeyHive, query, onHint);
		onHint(sampleHint(sample));
		yield sample;
		return;
	}
	const key = keyOf(honeyHive, query);
	const saved = await cursors.read(key);
	if (context.getMode() === 'integrated' && cursors.areUnsaved) onHint(subworkflowHint);
	const options = { ...extent, onHint };
	const start = startingState(saved, (cursor) => cursor, options);
	const { events, state } = await readSinceLastRun(honeyHive, query, start, options);
	yield events;
	cursors.leave(key, state);
}

const subworkflowHint =
	"n8n has saved no position of an earlier run. It never does so for a sub-workflow whose 'Source' is 'Define Below', so events come again after n8n restarts. Choose 'Database' instead.";
