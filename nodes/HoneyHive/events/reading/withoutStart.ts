import type { Located } from '../event';
import { readPagesThatFit } from './pages';
import type { EventSource } from './source';
import { earliest, isTimeless, latest } from '../time';

export interface TimelessEvents<Event extends Located> {
	readonly events: readonly Event[];
	/** Whether page numbers, which shift when events are deleted, had a part in it. */
	readonly byPageNumbers: boolean;
}

/** Reads the events that are in no window of time, because they have no start time. */
export class TimelessReading<Event extends Located> {
	private reading: Promise<() => TimelessEvents<Event>> | undefined;

	constructor(
		private readonly source: EventSource<Event>,
		private readonly limit: number,
	) {}

	get isStarted(): boolean {
		return this.reading !== undefined;
	}

	/** Begins to read. Resolves when that has ended, well or not: the result says which. */
	async start(): Promise<void> {
		this.reading ??= readTimeless(this.source, this.limit).then(
			(timeless) => () => timeless,
			(error: unknown) => () => {
				throw error;
			},
		);
		await this.reading;
	}

	/** @throws Refusal when they could not be read */
	async result(): Promise<TimelessEvents<Event>> {
		await this.start();
		const outcome = await this.reading;
		return outcome?.() ?? { events: [], byPageNumbers: false };
	}
}

/**
 * By asking for those where the generation can, otherwise by page numbers when the counts say that
 * there are any.
 */
async function readTimeless<Event extends Located>(
	source: EventSource<Event>,
	limit: number,
): Promise<TimelessEvents<Event>> {
	if (source.fetchTimeless) {
		const events = await readPagesThatFit(source.fetchTimeless, limit);
		return { events, byPageNumbers: events.length >= limit };
	}
	if (!(await hasTimeless(source))) return { events: [], byPageNumbers: false };
	const all = await readPagesThatFit(async (request) => await source.fetch({}, request), limit);
	const events = all.filter(isTimeless);
	return { events, byPageNumbers: events.length > 0 };
}

async function hasTimeless(source: Pick<EventSource, 'count'>): Promise<boolean> {
	const all = await source.count({});
	const timed = await source.count({ from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}
