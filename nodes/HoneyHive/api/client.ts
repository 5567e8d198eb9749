import type { Generation, Page, PageRequest } from '../events/generation';
import { OverlongAnswer } from '../events/missing';
import type { EventQuery } from '../events/query';
import type { EventSource } from '../events/source';
import { readCredential, type RequestContext } from './credential';
import { readPage } from './envelope';
import { ApiRefusal } from './errors';
import { Patience } from './patience';
import { readProjects, type Project } from './projects';
import { Transport } from './transport';

/** A HoneyHive deployment, as one credential reaches it. */
export interface HoneyHive {
	readonly generation: Generation;
	/** Without a trailing slash. */
	readonly baseUrl: string;
	/** Reads one page of a query. @throws ApiRefusal */
	fetchPage(query: EventQuery, request: PageRequest): Promise<Page>;
	/** A query as something to be read window by window. */
	sourceOf(query: EventQuery): EventSource;
	/** Empty where the API key belongs to one project. @throws ApiRefusal */
	listProjects(): Promise<Project[]>;
}

export interface ConnectOptions {
	/** Milliseconds until an answer must be here. */
	readonly timeout: number;
	/** How often a request that failed for the moment is repeated. */
	readonly maxRetries: number;
}

/**
 * Reads the credential and speaks the generation that it names.
 *
 * @throws Refusal when the credential is not usable
 */
export async function connect(
	context: RequestContext,
	{ timeout, maxRetries }: ConnectOptions,
	item?: number,
): Promise<HoneyHive> {
	const credential = await readCredential(context, item);
	const { generation, baseUrl } = credential;
	const transport = new Transport(context, credential, timeout);
	const patience = new Patience({ maxRetries, signal: cancelSignalOf(context) });

	const ask = async (query: EventQuery, request: PageRequest) =>
		readPage(
			await transport.send({
				method: 'POST',
				path: generation.eventsPath,
				body: generation.requestBody(query, request),
			}),
		);
	const askPatiently = async (query: EventQuery, request: PageRequest) =>
		await patience.insist(async () => await ask(query, request), 'repeat');
	const askForWindow = async (query: EventQuery, request: PageRequest, signal?: AbortSignal) => {
		try {
			return await patience.insist(async () => await ask(query, request), 'throw', signal);
		} catch (error) {
			throw error instanceof ApiRefusal && error.failure.kind === 'overlong'
				? new OverlongAnswer(error)
				: error;
		}
	};

	return {
		generation,
		baseUrl,
		fetchPage: askPatiently,
		sourceOf: (query) => ({
			newestFirst: generation.newestFirst,
			fetch: async (range, request, signal) =>
				await askForWindow({ ...query, range }, request, signal),
			count: async (range) =>
				(await askPatiently({ ...query, range }, { limit: 1, page: 1 })).total,
			...(generation.timelessFilter && {
				fetchTimeless: async (request) =>
					await askPatiently(withTimeless(query, generation), request),
			}),
			concernsAll: (refusal) => refusal instanceof ApiRefusal && refusal.failure.kind === 'final',
		}),
		listProjects: async () => {
			const { projects } = generation;
			if (!projects) return [];
			return await patience.insist(
				async () => readProjects(await transport.send({ method: 'GET', path: projects.path })),
				'repeat',
			);
		},
	};
}

/** The same query for events that have no start time. */
function withTimeless(query: EventQuery, { timelessFilter }: Generation): EventQuery {
	return { ...query, filters: [...query.filters, ...(timelessFilter ? [timelessFilter] : [])] };
}

/** Older versions of n8n, and contexts that are no execution, have none. */
function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}
