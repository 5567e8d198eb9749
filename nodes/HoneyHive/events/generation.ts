import type { HoneyHiveEvent, Located } from './event';
import type { Filter, FilterRules } from './filter';
import type { EventQuery } from './query';

export type GenerationName = 'export' | 'exportV1' | 'search';

/** One request's share of a query: `page` counts from 1. */
export interface PageRequest {
	readonly limit: number;
	readonly page: number;
}

/** One response. */
export interface Page<Event extends Located = HoneyHiveEvent> {
	readonly events: readonly Event[];
	/** How many events match in all, where the generation says so. */
	readonly total?: number;
	/** A number that may be the total or may not: good for a guess, never to decide by. */
	readonly countHint?: number;
}

/** How a generation lists projects, or null where the API key belongs to one project. */
export type ProjectListing = { readonly path: string } | null;

/** One shape of HoneyHive's events API: where it answers, what it accepts, how it is asked. */
export interface Generation {
	readonly name: GenerationName;
	/** As the credential's dropdown shows it. */
	readonly label: string;
	readonly eventsPath: string;
	readonly projects: ProjectListing;
	/** Where one event is, by its ID; null where there is no such route. */
	readonly eventPath: ((id: string) => string) | null;
	/** Where the fields are listed that the project's events have; null where they are not. */
	readonly schemaPath: string | null;
	/** Where the evaluators are listed: of this project, where the API key does not decide. */
	readonly evaluatorsPath: (project: string) => string;
	/** Most events that one request may ask for. */
	readonly maxLimit: number;
	/** Whether pages are promised to come newest first. */
	readonly newestFirst: boolean;
	readonly filterRules: FilterRules;
	/** Finds events that have no start time, where the generation knows such a filter. */
	readonly timelessFilter?: Filter;
	/** Whether a query can be narrowed to one experiment run. */
	readonly evaluations: boolean;
	/** The JSON body that asks for one page of a query. */
	requestBody(query: EventQuery, request: PageRequest): Record<string, unknown>;
}
