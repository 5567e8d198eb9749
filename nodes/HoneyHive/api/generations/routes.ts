import type { Filter } from '../../events/filter';
import type { Generation, PageRequest } from '../../events/generation';
import type { EventQuery } from '../../events/query';
import type { EventChanges } from '../../events/update';

/** A generation over HTTP: its paths, and how a query becomes the body of a request. */
export interface GenerationRoutes extends Generation {
	readonly eventsPath: string;
	/** The list of projects; null where the API key belongs to one project. */
	readonly projectsPath: string | null;
	/** One event by its ID; null where there is no such route. */
	readonly eventPath: ((id: string) => string) | null;
	/** The fields of the project's events; null where there is no such route. */
	readonly schemaPath: string | null;
	/** The evaluators: those of this project, where the API key does not determine it. */
	readonly evaluatorsPath: (project: string) => string;
	/** Whether hosts may answer 404 to a key that they do not accept. */
	readonly notFoundCanMeanKey: boolean;
	/** Matches events that have no start time, where the generation has such a filter. */
	readonly withoutStartFilter?: Filter;
	/** The JSON body that asks for one page of a query. */
	requestBody(query: EventQuery, request: PageRequest): Record<string, unknown>;
	/** The PUT request that updates one event. */
	updateRequest(id: string, changes: EventChanges): UpdateRequest;
}

export interface UpdateRequest {
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
}

/** PUT /events, as API 1.0.21 and 1.1.0 document it, without `/v1`. V2 hosts still answer it, as deprecated. */
export function updateByBody(id: string, changes: EventChanges): UpdateRequest {
	return { path: '/events', body: { event_id: id, ...changes } };
}
