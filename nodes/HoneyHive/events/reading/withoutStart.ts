import type { Located } from '../event';
import type { PageRequest } from '../generation';
import { earliest, lacksUsableStart, latest } from '../time';
import { readPagesThatFit } from './pages';
import type { EventSource } from './source';

export interface EventsWithoutStart<Event extends Located> {
	readonly events: readonly Event[];
	/** Whether page numbers were needed, which shift when events are deleted. */
	readonly usedPageNumbers: boolean;
}

/** Reads the events that no window contains, because they have no usable start time. */
export class ReadingWithoutStart<Event extends Located> {
	private reading: Promise<EventsWithoutStart<Event>> | undefined;

	constructor(
		private readonly source: EventSource<Event>,
		private readonly pageSize: number,
	) {}

	get isStarted(): boolean {
		return this.reading !== undefined;
	}

	/** Starts to read. Resolves when that has ended, whether it succeeded or not. */
	async start(): Promise<void> {
		await Promise.allSettled([this.result()]);
	}

	/** @throws Refusal when they could not be read */
	async result(): Promise<EventsWithoutStart<Event>> {
		this.reading ??= readWithoutStart(this.source, this.pageSize);
		return await this.reading;
	}
}

/**
 * Asks for those events where the generation has a filter for them. Otherwise it reads everything by
 * page numbers, but only if the counts say that such events exist.
 */
async function readWithoutStart<Event extends Located>(
	source: EventSource<Event>,
	pageSize: number,
): Promise<EventsWithoutStart<Event>> {
	const { fetchWithoutStart } = source;
	if (fetchWithoutStart) {
		let usedPageNumbers = false;
		const fetchPage = async (request: PageRequest) => {
			usedPageNumbers ||= request.page > 1;
			return await fetchWithoutStart(request);
		};
		const events = await readPagesThatFit(fetchPage, pageSize);
		return { events, usedPageNumbers };
	}
	if (!(await hasEventsWithoutStart(source))) return { events: [], usedPageNumbers: false };
	const all = await readPagesThatFit(
		async (request) => await source.fetchPage({}, request),
		pageSize,
	);
	const events = all.filter(lacksUsableStart);
	return { events, usedPageNumbers: events.length > 0 };
}

async function hasEventsWithoutStart(source: Pick<EventSource, 'count'>): Promise<boolean> {
	const all = await source.count({});
	const timed = await source.count({ from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}
