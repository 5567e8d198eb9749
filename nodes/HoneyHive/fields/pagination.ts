import type { INodeProperties } from 'n8n-workflow';

import type { Generation, PageRequest } from '../events/generation';
import type { ReadOptions } from '../events/reading/source';
import { readMaxParallel } from './connection';
import { fileFormats } from './file';
import { hiddenFromTools, shownToTools } from './options';
import type { Parameters } from './parameters';
import { choices, readSwitch } from './values/choice';
import { readWholeNumber } from './values/wholeNumber';

const orders = choices([
	{ name: 'Newest First', value: 'newestFirst' },
	{ name: 'Oldest First', value: 'oldestFirst' },
]);

/** Since Last Run has a position instead, and files take everything: a limit is for items in memory. */
const hiddenWithoutLimit: INodeProperties['displayOptions'] = {
	hide: { dateRange: ['sinceLastRun'], outputFormat: [...fileFormats] },
};

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] }, ...hiddenWithoutLimit },
	default: 50,
	description: 'Max number of results to return',
};

/** A model pays for each character that it reads, and does not see what a limit may be. */
const limitOfTools: INodeProperties = {
	...limitField,
	default: 20,
	description: 'Max number of results to return: a whole number, e.g. 20',
};

export const paginationFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		displayOptions: hiddenWithoutLimit,
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	// n8n takes the one that is shown.
	hiddenFromTools(limitField),
	shownToTools(limitOfTools),
];

export const pageOption: INodeProperties = {
	displayName: 'Page',
	name: 'page',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { '/returnAll': [false] }, hide: { '/outputFormat': [...fileFormats] } },
	default: 1,
	description:
		"Return this page of HoneyHive's, with a single request and in HoneyHive's order. Limit is then the size of a page, at most 7500, or 1000 with Data Plane V2. Sort and Exclude End have no effect, and what is checked after the page was read, such as Status, leaves fewer events.",
};

export function maxEventsOption(description: string): INodeProperties {
	return {
		displayName: 'Max Events',
		name: 'maxEvents',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10000,
		description,
	};
}

export const maxEventsInFilesOption: INodeProperties = {
	...maxEventsOption(
		'Stop after this many events. Without this option, files contain all of them.',
	),
	displayOptions: { show: { '/outputFormat': [...fileFormats] } },
};

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1000,
	description:
		'How many events to request at a time. Without this option, as many as the API version allows.',
};

export const sortOption: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: orders.options,
	default: 'newestFirst',
	description: 'Order of the events, by their start',
};

/** How much to read: one page in one request, or the first events in an order. */
export type Pagination =
	| ({ readonly kind: 'page' } & PageRequest)
	| ({ readonly kind: 'windows' } & Ordered);

/** The first events in an order. */
export type Ordered = Requests & Required<Pick<ReadOptions, 'maxEvents' | 'order'>>;

/** How to ask for events. */
export type Requests = Required<Pick<ReadOptions, 'pageSize' | 'concurrency'>>;

/**
 * @param isForFiles whether the events go into files: everything is read then, unless 'Max Events' is set
 * @throws Refusal when a number exceeds what the generation allows
 */
export function readPagination(
	parameters: Parameters,
	generation: Generation,
	{ isForFiles }: { readonly isForFiles: boolean },
): Pagination {
	const { get } = parameters;
	const isLimited = !isForFiles && !readSwitch('Return All', get('returnAll'));
	const page = get('options.page');
	if (isLimited && page !== undefined) {
		return {
			kind: 'page',
			limit: readWholeNumber('Limit', get('limit'), { min: 1, max: generation.maxLimit }),
			page: readWholeNumber('Page', page, { min: 1 }),
		};
	}
	const maxEvents = isForFiles ? readMaxEvents(get('options.maxEvents')) : readLimit(parameters);
	return { kind: 'windows', ...readOrdered(parameters, generation, maxEvents) };
}

/**
 * Reads 'Return All', 'Limit' and how to read so many events in order.
 *
 * @throws Refusal when a number exceeds what the generation allows
 */
export function readOrdered(
	parameters: Parameters,
	generation: Generation,
	maxEvents = readLimit(parameters),
): Ordered {
	return {
		...readRequests(parameters, generation),
		maxEvents,
		order: orders.read('Sort', parameters.get('options.sort'), 'newestFirst'),
	};
}

function readLimit({ get }: Parameters): number {
	return readSwitch('Return All', get('returnAll'))
		? Infinity
		: readWholeNumber('Limit', get('limit'), { min: 1 });
}

/** @throws Refusal when a number exceeds what the generation allows */
export function readRequests(parameters: Parameters, { maxLimit }: Generation): Requests {
	const pageSize = parameters.get('options.pageSize') ?? maxLimit;
	return {
		pageSize: readWholeNumber('Page Size', pageSize, { min: 1, max: maxLimit }),
		concurrency: readMaxParallel(parameters),
	};
}

function readMaxEvents(value: unknown): number {
	return value === undefined ? Infinity : readWholeNumber('Max Events', value, { min: 1 });
}
