import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import { isText } from '../../events/filter';
import { eventQuerySchema } from '../../events/query';
import { MissingEvents } from '../../events/reading/missing';
import { readAll } from '../../events/reading/readWindows';

/**
 * Reads every event of a session by filtering the events by its ID.
 *
 * The generations' own routes for a session return less: GET /session/{id} returns only the session's
 * event, and GET /v1/sessions/{id} a tree whose nodes promise only names, times and metadata. Filtered
 * events are whole, the same in every generation, and the same as Export returns.
 *
 * @throws Refusal when not all of them could be read
 */
export async function readSession(
	honeyHive: HoneyHive,
	id: string,
	project: string | undefined,
	onHint: (hint: string) => void,
): Promise<HoneyHiveEvent[]> {
	const query = eventQuerySchema.parse({
		project,
		filters: [isText('session_id', id)],
		range: {},
	});
	try {
		return await readAll(honeyHive.source(query), query.range, { order: 'oldestFirst', onHint });
	} catch (error) {
		// A session is returned whole or not at all: which part is missing does not matter.
		throw error instanceof MissingEvents ? error.cause : error;
	}
}
