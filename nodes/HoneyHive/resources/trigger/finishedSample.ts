import { lastTimeIn, sessionOf } from '../../events/cursor/watchedSessions';
import type { HoneyHiveEvent } from '../../events/event';
import { readAll } from '../../events/reading/readWindows';
import type { EventSource } from '../../events/reading/source';
import { sampleReachMs } from '../cursor/sample';

/** Sessions in a sample. */
const maxSessions = 3;

/** One request shows so many of the newest events, and sessions are found by them. */
const maxEvents = 1000;

/** Sessions to read at most: the newest ones may all be under way. */
const maxReads = 10;

export interface SampledSession {
	readonly id: string;
	readonly events: readonly HoneyHiveEvent[];
}

/**
 * Reads the newest sessions in which nothing began or ended since a moment, to build a workflow with.
 *
 * @param quietSince UTC milliseconds
 * @param readSession reads all events of a session
 * @throws Refusal
 */
export async function readFinishedSample(
	source: EventSource,
	readSession: (id: string) => Promise<readonly HoneyHiveEvent[]>,
	{ now, quietSince }: { readonly now: number; readonly quietSince: number },
	onHint: (hint: string) => void,
): Promise<SampledSession[]> {
	const from = source.matches && quietSince - sampleReachMs;
	const range = { ...(from !== undefined && { from }), to: quietSince };
	const newest = await readAll(source, range, { maxEvents, onHint });
	const ids = new Set(newest.flatMap((event) => sessionOf(event) ?? []));
	const sessions: SampledSession[] = [];
	for (const id of [...ids].slice(0, maxReads)) {
		const events = await readSession(id);
		if (lastTimeIn(events, now) <= quietSince) sessions.push({ id, events });
		if (sessions.length === maxSessions) break;
	}
	return sessions;
}
