import type { Located } from '../event';
import type { Page, PageRequest } from '../generation';
import { earliest, lacksUsableStart, latest } from '../time';
import { readPagesThatFit } from './pages';
import type { EventSource, ReadSettings } from './source';

export interface EventsWithoutStart<Event extends Located> {
	readonly events: readonly Event[];
	/** Whether page numbers were needed, which shift when events are deleted. */
	readonly usedPageNumbers: boolean;
}

/** Reads the events that no window contains, because they have no usable start time. */
export class ReadingWithoutStart<Event extends Located> {
	private reading: Promise<EventsWithoutStart<Event>> | undefined;

	/** @param ending aborted when no more answers are wanted */
	constructor(
		private readonly source: EventSource<Event>,
		private readonly settings: Pick<ReadSettings, 'pageSize' | 'enough'>,
		private readonly ending: AbortSignal,
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
		this.reading ??= this.read();
		return await this.reading;
	}

	/**
	 * Asks for those events where the generation has a filter for them and the deployment applies it.
	 * Otherwise it reads everything by page numbers, but only if the counts say that such events exist.
	 */
	private async read(): Promise<EventsWithoutStart<Event>> {
		const { source } = this;
		const { fetchWithoutStart } = source;
		const filtered = fetchWithoutStart && (await this.readFiltered(fetchWithoutStart));
		if (filtered) return filtered;
		if (!(await hasEventsWithoutStart(source))) return { events: [], usedPageNumbers: false };
		const events = await this.readNumbered(async (request) => await source.fetchPage({}, request));
		return { events, usedPageNumbers: events.length > 0 };
	}

	/** Returns undefined where other events pass the filter too. */
	private async readFiltered(
		fetchWithoutStart: (request: PageRequest) => Promise<Page<Event>>,
	): Promise<EventsWithoutStart<Event> | undefined> {
		let usedPageNumbers = false;
		let isApplied = true;
		const events = await this.readNumbered(async (request) => {
			usedPageNumbers ||= request.page > 1;
			const page = await fetchWithoutStart(request);
			isApplied &&= page.events.every(lacksUsableStart);
			return isApplied ? page : { events: [] };
		});
		return isApplied ? { events, usedPageNumbers } : undefined;
	}

	private async readNumbered(
		fetchPage: (request: PageRequest) => Promise<Page<Event>>,
	): Promise<Event[]> {
		const { pageSize, enough } = this.settings;
		return await readPagesThatFit<Event>(
			async (request) => (this.ending.aborted ? { events: [] } : await fetchPage(request)),
			pageSize,
			{
				// How many of them match is not known here.
				events: this.source.matches ? Infinity : enough,
				counts: lacksUsableStart,
				keepsOthers: false,
			},
		);
	}
}

async function hasEventsWithoutStart(source: Pick<EventSource, 'count'>): Promise<boolean> {
	const all = await source.count({});
	const timed = await source.count({ from: earliest, to: latest });
	return all !== undefined && timed !== undefined && all > timed;
}
