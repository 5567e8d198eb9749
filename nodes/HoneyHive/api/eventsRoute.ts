import type { Located } from '../events/event';
import type { Filter } from '../events/filter';
import type { Generation, Page, PageRequest } from '../events/generation';
import { OverlongAnswer } from '../events/reading/missing';
import type { EventQuery } from '../events/query';
import type { EventSource } from '../events/reading/source';
import { parsePage, type PageReader } from './envelope';
import { ApiRefusal } from './errors';
import type { Patience } from './retrier';
import type { Transport } from './transport';

/** A generation's route to events, asked with patience. */
export class EventsRoute {
	constructor(
		private readonly generation: Generation,
		private readonly transport: Transport,
		private readonly patience: Patience,
	) {}

	/** Reads one page of a query. @throws ApiRefusal */
	async fetchPage<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
	): Promise<Page<Event>> {
		return await this.patience.insist(async () => await this.ask(query, request, read), 'repeat');
	}

	/** A query as something to be read window by window. */
	sourceOf<Event extends Located>(query: EventQuery, read: PageReader<Event>): EventSource<Event> {
		const { newestFirst, timelessFilter } = this.generation;
		return {
			newestFirst,
			fetch: async (range, request, signal) =>
				await this.fetchWindow({ ...query, range }, request, read, signal),
			count: async (range) =>
				(await this.fetchPage({ ...query, range }, { limit: 1, page: 1 }, parsePage)).total,
			...(timelessFilter && {
				fetchTimeless: async (request) =>
					await this.fetchPage(withFilter(query, timelessFilter), request, read),
			}),
			concernsAll: (refusal) => refusal instanceof ApiRefusal && refusal.failure.kind === 'final',
		};
	}

	/** @throws OverlongAnswer when less should be asked for, or ApiRefusal */
	private async fetchWindow<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
		signal: AbortSignal | undefined,
	): Promise<Page<Event>> {
		try {
			const ask = async () => await this.ask(query, request, read);
			return await this.patience.insist(ask, 'throw', signal);
		} catch (error) {
			throw error instanceof ApiRefusal && error.failure.kind === 'overlong'
				? new OverlongAnswer(error)
				: error;
		}
	}

	private async ask<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
	): Promise<Page<Event>> {
		const { eventsPath: path } = this.generation;
		const body = this.generation.requestBody(query, request);
		return await this.transport.send({ method: 'POST', path, body }, read);
	}
}

function withFilter(query: EventQuery, filter: Filter): EventQuery {
	return { ...query, filters: [...query.filters, filter] };
}
