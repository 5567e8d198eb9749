import { Refusal, rethrowUnless } from '../refusal';
import type { TimeRange } from '../time';
import type { EventSource } from './source';

/**
 * Compares what was returned with what HoneyHive counts. It counts again before it reports a
 * difference: an event that was deleted in the meantime is not missing.
 *
 * @param expected matches of the range when the reading began
 * @returns a hint for the user, or undefined when nothing is known to be missing
 */
export async function missingCountHint(
	source: Pick<EventSource, 'count'>,
	range: TimeRange,
	{ expected, returned }: { readonly expected: number; readonly returned: number },
): Promise<string | undefined> {
	if (returned >= expected) return undefined;
	const total = await recount(source, range);
	if (total === undefined || returned >= total) return undefined;
	return `HoneyHive counts ${total} events and ${returned} were returned: ${total - returned} may have arrived in the meantime, or started before 1970 or after 2100. Run the node again to see whether they are returned then.`;
}

/**
 * Undefined if HoneyHive refuses, or states no total any more, as when only one event or none is left: the
 * first count says nothing about what is missing now.
 */
async function recount(
	source: Pick<EventSource, 'count'>,
	range: TimeRange,
): Promise<number | undefined> {
	try {
		return await source.count(range);
	} catch (error) {
		rethrowUnless(Refusal, error);
		return undefined;
	}
}
