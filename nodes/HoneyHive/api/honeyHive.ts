import type { Located } from '../events/event';
import type { Generation, Page, PageRequest } from '../events/generation';
import type { EventQuery } from '../events/query';
import type { EventSource } from '../events/reading/source';
import { readText } from './body';
import { readCredential, type RequestContext } from './credential';
import type { PageReader } from './envelope';
import { EventsRoute } from './eventsRoute';
import { lookupsOf, type Get, type Lookups } from './lookups';
import { Patience } from './retrier';
import { readProjects, type Project } from './projects';
import { Transport } from './transport';

/** A HoneyHive deployment, as one credential reaches it. */
export interface HoneyHive extends Lookups {
	readonly generation: Generation;
	/** Without a trailing slash. */
	readonly baseUrl: string;
	/** Reads one page of a query. @throws ApiRefusal */
	fetchPage<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
	): Promise<Page<Event>>;
	/** A query as something to be read window by window. */
	sourceOf<Event extends Located>(query: EventQuery, read: PageReader<Event>): EventSource<Event>;
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

	const route = new EventsRoute(generation, transport, patience);
	const get: Get = async (path, read) =>
		await patience.insist(
			async () => read(await transport.send({ method: 'GET', path }, readText)),
			'repeat',
		);

	return {
		...lookupsOf(generation, get),
		generation,
		baseUrl,
		fetchPage: async (query, request, read) => await route.fetchPage(query, request, read),
		sourceOf: (query, read) => route.sourceOf(query, read),
		listProjects: async () => {
			const { projects } = generation;
			return projects ? await get(projects.path, readProjects) : [];
		},
	};
}

/** Older versions of n8n, and contexts that are no execution, have none. */
function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}
