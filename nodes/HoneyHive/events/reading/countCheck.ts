import { Refusal } from '../refusal';
import type { EventSource } from './source';
import type { TimeRange } from '../time';

export interface Tally {
	/** Matches of the range when the reading began. */
	readonly expected: number;
	readonly returned: number;
}

/**
 * Says so when HoneyHive counts more events than came. It is asked again: what was deleted meanwhile
 * is not missing.
 *
 * @returns a hint for the user, or undefined when all adds up
 */
export async function describeDifference(
	source: Pick<EventSource, 'count'>,
	range: TimeRange,
	{ expected, returned }: Tally,
): Promise<string | undefined> {
	if (returned >= expected) return undefined;
	const total = await recount(source, range, expected);
	if (returned >= total) return undefined;
	return `HoneyHive counts ${total} events and ${returned} were returned: ${total - returned} may have arrived meanwhile, or began before 1970 or after 2100. Run the node again to see whether they are there.`;
}

/** The events are here: that they cannot be counted again does not take them away. */
async function recount(
	source: Pick<EventSource, 'count'>,
	range: TimeRange,
	expected: number,
): Promise<number> {
	return await source.count(range).then(
		(total) => total ?? expected,
		(error: unknown) => {
			if (error instanceof Refusal) return expected;
			throw error;
		},
	);
}
