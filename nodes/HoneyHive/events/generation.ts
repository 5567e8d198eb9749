import { z } from 'zod';

import type { HoneyHiveEvent, Located } from './event';
import type { FilterRules } from './filter';

export const generationNames = ['export', 'exportV1', 'search'] as const;
export type GenerationName = (typeof generationNames)[number];

/** As the credential's dropdown shows them. */
export const generationLabels: Readonly<Record<GenerationName, string>> = {
	export: 'Cloud V1',
	exportV1: 'Self-Hosted V1',
	search: 'Data Plane V2',
};

/** One of the three versions of HoneyHive's events API: what the node needs to know about it. */
export interface Generation {
	readonly name: GenerationName;
	/** As the credential's dropdown shows it. */
	readonly label: string;
	/** Whether a query must name a project; otherwise the API key determines it. */
	readonly needsProject: boolean;
	/** Max number of events that one request may ask for. */
	readonly maxLimit: number;
	/** Whether the API promises that pages come newest first. */
	readonly newestFirst: boolean;
	readonly filterRules: FilterRules;
	/** Whether a query can be limited to one experiment run. */
	readonly hasEvaluations: boolean;
}

const positiveInteger = z.number().int().positive().safe();

/** One request's share of a query: `page` counts from 1. */
export const pageRequestSchema = z.object({ limit: positiveInteger, page: positiveInteger });
export type PageRequest = Readonly<z.infer<typeof pageRequestSchema>>;

/**
 * Every deployment accepts a limit of this many events. HoneyHive's guide names it as the maximum where
 * its API reference names 7500: a deployment may refuse to return more, or silently return fewer.
 */
export const safeLimit = 1000;

/** One response. */
export interface Page<Event extends Located = HoneyHiveEvent> {
	readonly events: readonly Event[];
	/** The limit that the deployment accepted, if it is lower than the requested one. */
	readonly limit?: number;
	/** How many events match in total, where the answer states it. It can be wrong: never stop on it alone. */
	readonly total?: number;
	/** The first of the events that were nested too deeply, if any was. */
	readonly tooDeep?: Located;
}
