import type { HoneyHiveEvent, Located } from '../events/event';
import type { Filter } from '../events/filter';
import {
	pageRequestSchema,
	type Generation,
	type Page,
	type PageRequest,
} from '../events/generation';
import type { LinkOf } from '../events/link';
import { limitNesting, mayBeTooDeep, tooDeepHint } from '../events/nesting';
import type { EventQuery } from '../events/query';
import { isChosen } from '../events/quickFilters';
import { AnswerTooLarge } from '../events/reading/missing';
import type { EventSource } from '../events/reading/source';
import { rethrowUnless } from '../events/refusal';
import type { ScannedEvent } from '../events/scan/scanEvent';
import type { EventChanges, UpdatedEvent } from '../events/update';
import { announced, readText } from './body';
import { readConfirmation } from './confirmation';
import type { Credential } from './credential/credential';
import { parsePage, type PageReader } from './envelope';
import { apiRefusalIn, ApiRefusal } from './errors';
import { ifServed } from './ifServed';
import { readEvaluators, readEvent, readFields, readProjects, type Project } from './lookups';
import type { PageLimit } from './pageLimit';
import { parseEvent } from './parseEvent';
import type { Retrier, RetryOptions, SendRequest } from './retrier';
import { scanPage } from './scanPage';
import type { Transport } from './transport';

/** What all requests to one deployment share. */
export interface Deployment {
	readonly pageLimit: PageLimit;
	readonly retrier: Retrier;
}

export interface RequestOptions {
	/** How many times a request is retried after a temporary failure. */
	readonly maxRetries: number;
	/** How many requests may be in flight. @default Infinity: as many as the host takes well */
	readonly maxParallel?: number;
}

/** A HoneyHive deployment, as one credential reaches it. Every method throws ApiRefusal. */
export class HoneyHive {
	private hasDeepEvents = false;

	constructor(
		private readonly credential: Credential,
		private readonly transport: Transport,
		private readonly deployment: Deployment,
		private readonly options: RequestOptions,
		/** Receives what the user should know about events that are returned. */
		private readonly onHint: (hint: string) => void,
	) {}

	get generation(): Generation {
		return this.credential.generation;
	}

	get linkOf(): LinkOf {
		return this.credential.linkOf;
	}

	/** Without a trailing slash. */
	get baseUrl(): string {
		return this.credential.baseUrl;
	}

	/** Reads one page of a query, of just the requested size where the deployment keeps to it. */
	async fetchPage<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
	): Promise<Page<Event>> {
		return await this.deployment.pageLimit.fetchExactly(
			request,
			async (one) =>
				await this.retry(
					pageKind(one),
					async (received) => await this.ask(query, one, read, received),
				),
		);
	}

	/** A query as something to read window by window. */
	source(query: EventQuery): EventSource {
		const { check } = query;
		const source = this.sourceOf(query, parsePage);
		return check ? { ...source, matches: (event) => isChosen(check, event) } : source;
	}

	/** The same, of events that stay bytes. */
	scannedSource(query: EventQuery): EventSource<ScannedEvent> {
		const { check } = query;
		const source = this.sourceOf(query, scanPage);
		return check ? { ...source, matches: (event) => isChosen(check, this.parse(event)) } : source;
	}

	private sourceOf<Event extends Located>(
		query: EventQuery,
		read: PageReader<Event>,
	): EventSource<Event> {
		const { newestFirst, maxLimit, withoutStartFilter } = this.credential.generation;
		return {
			newestFirst,
			maxPageSize: maxLimit,
			fetchPage: async (range, request, signal) =>
				await this.fetchPageOrLess({ ...query, range }, request, read, signal),
			...(!newestFirst && {
				fetchStarts: async (range, request, signal) => {
					const starts = { ...query, range, projections: ['start_time'] };
					return await this.fetchPageOrLess(starts, request, parsePage, signal);
				},
			}),
			count: async (range) =>
				(await this.fetchPage({ ...query, range }, { limit: 1, page: 1 }, parsePage)).total,
			...(withoutStartFilter && {
				fetchWithoutStart: async (request) =>
					await this.fetchPageOrLess(withFilter(query, withoutStartFilter), request, read),
			}),
			affectsEveryRequest: (refusal) =>
				refusal instanceof ApiRefusal && refusal.affectsEveryRequest,
			dependsOnRange: (refusal) => apiRefusalIn(refusal)?.dependsOnRange ?? false,
		};
	}

	/** Parses an event of a page that was read with `scanPage`, once its turn has come. */
	parse({ bytes }: ScannedEvent): HoneyHiveEvent {
		const text = bytes.toString();
		const event = parseEvent(text);
		if (mayBeTooDeep(text) && limitNesting(event)) this.noteTooDeep(event);
		return event;
	}

	/**
	 * Finds one event by its ID; undefined where there is no route for that, or it does not have the event.
	 * Some hosts answer a key that they do not accept in the same way. A search for the event shows which it is.
	 */
	async findEvent(id: string): Promise<HoneyHiveEvent | undefined> {
		const { eventPath } = this.credential.generation;
		if (!eventPath) return undefined;
		const event = await ifServed(this.get(eventPath(id), (text) => readEvent(text, id)));
		if (event && limitNesting(event)) this.noteTooDeep(event);
		return event;
	}

	/** Writes to one event. Sending the same changes again does no harm, so the request is retried like any other. */
	async updateEvent(updated: UpdatedEvent, changes: EventChanges): Promise<void> {
		const request = this.credential.generation.updateRequest(updated.id, changes);
		await this.retry(
			'update',
			async () =>
				await this.transport.send({ method: 'PUT', ...request, updated }, readConfirmation),
		);
	}

	/**
	 * Lists the paths of the fields that events have; undefined where the deployment does not list them,
	 * or does not accept the key. A sample of the events shows which it is.
	 */
	async listFields(): Promise<string[] | undefined> {
		const { schemaPath } = this.credential.generation;
		return schemaPath ? await ifServed(this.get(schemaPath, readFields)) : undefined;
	}

	/** Lists the names of the evaluators: those of this project, where the API key does not determine it. */
	async listEvaluators(project: string | undefined): Promise<string[]> {
		const path = this.credential.generation.evaluatorsPath(project ?? '');
		const evaluators = await ifServed(this.get(path, readEvaluators, project));
		if (evaluators) return evaluators;
		// Only this shows whether the route is missing or the key is not accepted.
		const anyEvent = { project, filters: [], range: {} };
		await this.fetchPage(anyEvent, { limit: 1, page: 1 }, parsePage);
		return [];
	}

	/** Lists the projects: none where the API key belongs to one project. */
	async listProjects(): Promise<Project[]> {
		const { projectsPath } = this.credential.generation;
		return projectsPath ? await this.get(projectsPath, readProjects) : [];
	}

	/**
	 * Reads a page, which is smaller than requested where the deployment refuses large ones.
	 *
	 * @throws AnswerTooLarge when less should be asked for
	 */
	private async fetchPageOrLess<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
		signal?: AbortSignal,
	): Promise<Page<Event>> {
		return await this.deployment.pageLimit.fetchOrLower(request, async (accepted) => {
			try {
				const ask: SendRequest<Page<Event>> = async (received) =>
					await this.ask(query, accepted, read, received);
				return await this.retry(pageKind(accepted), ask, { canAskForLess: true, signal });
			} catch (error) {
				const refusal = rethrowUnless(ApiRefusal, error);
				const { failure } = refusal;
				throw failure.kind === 'tooLarge'
					? new AnswerTooLarge(refusal, accepted.limit, failure.isLasting)
					: refusal;
			}
		});
	}

	/** @param kind of the request: others of this kind take about as long */
	private async retry<T>(
		kind: string,
		request: SendRequest<T>,
		options?: Pick<RetryOptions, 'canAskForLess' | 'signal'>,
	): Promise<T> {
		const { maxRetries, maxParallel } = this.options;
		return await this.deployment.retrier.run(request, maxRetries, {
			...options,
			kind,
			maxParallel,
		});
	}

	private async ask<Event extends Located>(
		query: EventQuery,
		request: PageRequest,
		read: PageReader<Event>,
		received: () => void,
	): Promise<Page<Event>> {
		const { eventsPath: path, requestBody } = this.credential.generation;
		const body = requestBody(query, pageRequestSchema.parse(request));
		const { project } = query;
		const page = await this.transport.send(
			{ method: 'POST', path, body, project },
			async (bytes) => await read(announced(bytes, received)),
		);
		if (page.tooDeep) this.noteTooDeep(page.tooDeep);
		return page;
	}

	/** One event is named, because there may be thousands. */
	private noteTooDeep(event: Located): void {
		if (!this.hasDeepEvents) this.onHint(tooDeepHint(event));
		this.hasDeepEvents = true;
	}

	private async get<T>(path: string, read: (text: string) => T, project?: string): Promise<T> {
		return await this.retry(
			'lookup',
			async () =>
				await this.transport.send({ method: 'GET', path, project }, async (body) =>
					read(await readText(body)),
				),
		);
	}
}

function pageKind({ limit }: PageRequest): string {
	return `page of ${limit}`;
}

function withFilter(query: EventQuery, filter: Filter): EventQuery {
	return { ...query, filters: [...query.filters, filter] };
}
