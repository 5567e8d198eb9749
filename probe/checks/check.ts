import { readTime } from '../../nodes/HoneyHive/events/readTime';
import type { Event, Host } from '../host';

/** What a host does in one respect that the node relies on. */
export interface Finding {
	/** Without names, texts or IDs of the project. */
	readonly does: string;
	/** Whether the node returns the right events all the same. */
	readonly copes: boolean;
}

/** An assumption of the node about HoneyHive. */
export interface Check {
	readonly name: string;
	/** What HoneyHive's documents say about it. */
	readonly documented: string;
	/** @param sample up to 1,000 events of the project's first page */
	run(host: Host, sample: readonly Event[]): Promise<Finding>;
}

export const notFoundOut: Finding = {
	does: 'not found out: there are no suitable events',
	copes: true,
};

/** UTC milliseconds. */
export function startOf({ start_time }: Event): number | undefined {
	return readTime(start_time);
}
