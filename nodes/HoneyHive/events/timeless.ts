import type { HoneyHiveEvent } from './event';
import { readPagesThatFit } from './pages';
import type { EventSource } from './source';
import { earliest, latest, startOf } from './time';

export interface TimelessEvents {
	readonly events: readonly HoneyHiveEvent[];
	/** Whether page numbers, which shift when events are deleted, had a part in it. */
	readonly byPageNumbers: boolean;
}

/** Reads the events that are in no window of time, because they have no start time. */
export class TimelessReading {
	private reading: Promise<() => TimelessEvents> | undefined;

	constructor(
		private readonly source: EventSource,
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
	async result(): Promise<TimelessEvents> {
		await this.start();
		const outcome = await this.reading;
		return outcome?.() ?? { events: [], byPageNumbers: false };
	}
}

/**
 * By asking for those where the generation can, otherwise by page numbers when the counts say that
 * there are any.
 */
async function readTimeless(source: EventSource, limit: number): Promise<TimelessEvents> {
	if (source.fetchTimeless) {
		const events = await readPagesThatFit(source.fetchTimeless, limit);
		return { events, byPageNumbers: events.length >= limit };
	}
	if (!(await hasTimeless(source))) return { events: [], byPageNumbers: false };
	const all = await readPagesThatFit(async (request) => await source.fetch({}, request), limit);
	const events = all.filter(isTimeless);
	return { events, byPageNumbers: events.length > 0 };
}

async function hasTimeless(source: EventSource): Promise<boolean> {
	const all = await source.count({});
	const timed = await source.count({ from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}

function isTimeless(event: HoneyHiveEvent): boolean {
	const start = startOf(event);
	return start === undefined || start < earliest || start > latest;
}
