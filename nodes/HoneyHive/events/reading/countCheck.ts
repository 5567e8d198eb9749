import { Refusal, rethrowUnless } from '../refusal';
import type { TimeRange } from '../time';
import type { EventSource } from './source';

/**
 * Compares what was read with what HoneyHive counts. It counts again before it reports a
 * difference: an event that was deleted in the meantime is not missing.
 *
 * @param expected matches of the range when the reading began
 * @returns a hint for the user, or undefined when nothing is known to be missing
 */
export async function missingCountHint(
	source: Pick<EventSource, 'count'>,
	range: TimeRange,
	{ expected, read }: { readonly expected: number; readonly read: number },
): Promise<string | undefined> {
	if (read >= expected) return undefined;
	const total = await recount(source, range);
	if (total === undefined || read >= total) return undefined;
	return `HoneyHive counts ${total} events and ${read} were read: ${total - read} may have arrived in the meantime, or started before 1970 or after 2100. Run the node again to see whether they are read then.`;
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
