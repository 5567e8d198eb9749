import type { Located } from '../event';
import { startOf, type TimeRange } from '../time';
import type { ReadSettings } from './source';

/** When reading by page numbers may stop before the last page. */
export interface Enough<Event extends Located> {
	/** How many events suffice. */
	readonly events: number;
	/** Whether an event is one of those. */
	counts(event: Event): boolean;
	/** Whether the others are returned too. */
	readonly keepsOthers: boolean;
}

/**
 * Of a range that cannot be divided, what suffices is that many of the events that come first in the
 * output, to the millisecond. Those that a neighboring range contains too count as well: they have then
 * been passed on already, so that many fewer are wanted.
 */
export function enoughOf<Event extends Located>(
	{ from, to }: TimeRange,
	{ enough, order, before = Infinity }: Pick<ReadSettings, 'enough' | 'order' | 'before'>,
	matches: (event: Event) => boolean = () => true,
): Enough<Event> {
	const counts = (event: Event) => {
		if (!matches(event)) return false;
		const start = startOf(event);
		if (start === undefined) return true;
		if (start >= before) return false;
		if (order === 'newestFirst') return to === undefined || start >= to - 1;
		return from === undefined || start < from + 2;
	};
	return { events: enough, counts, keepsOthers: true };
}
