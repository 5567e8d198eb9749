import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readAll } from '../../events/reading/readWindows';

const maxEvents = 10;

/** Milliseconds. Without this limit, a check that few events pass would read all of a project's events. */
export const sampleReachMs = 7 * 24 * 60 * 60 * 1000;

/** Reads the newest events, to build a workflow with before it is published. @throws Refusal */
export async function readSample(
	honeyHive: HoneyHive,
	query: EventQuery,
	onHint: (hint: string) => void,
): Promise<HoneyHiveEvent[]> {
	const range = query.check ? { from: Date.now() - sampleReachMs } : query.range;
	return await readAll(honeyHive.source(query), range, { maxEvents, onHint });
}

/** What to say about a sample where nothing else tells it from new events. */
export function sampleHint(events: readonly HoneyHiveEvent[]): string {
	const shown =
		events.length === 0
			? 'no matching events found'
			: `showing the newest events, at most ${maxEvents}`;
	return `Test run: ${shown}. The published workflow returns new events only.`;
}
