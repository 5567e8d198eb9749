import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import { defaultConcurrency, type ReadOptions } from '../events/reading/source';
import type { Parameters } from './parameters';
import { choices, readSwitch } from './values/choice';
import { readWholeNumber } from './values/wholeNumber';

const maxConcurrency = 10;

const orders = choices([
	{ name: 'Newest First', value: 'newestFirst' },
	{ name: 'Oldest First', value: 'oldestFirst' },
]);

export const paginationFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		displayOptions: { hide: { dateRange: ['sinceLastRun'] } },
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] }, hide: { dateRange: ['sinceLastRun'] } },
		default: 50,
		description: 'Max number of results to return',
		hint: 'At most 7500, or 1000 with Data Plane V2',
	},
	{
		displayName: 'Page',
		name: 'page',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] }, hide: { dateRange: ['sinceLastRun'] } },
		default: 1,
		description: 'Page of results to return, starting at 1',
	},
];

export const maxEventsOption: INodeProperties = {
	displayName: 'Max Events',
	name: 'maxEvents',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
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

export const concurrencyOption: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxConcurrency },
	default: defaultConcurrency,
	description: 'How many requests to run in parallel, from 1 to 10',
};

export const sortOption: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: orders.options,
	default: 'newestFirst',
	description: 'Order of the events, by their start',
};

/** How much to read: one page in one request, or everything up to a maximum. */
export type Pagination =
	| { readonly kind: 'page'; readonly limit: number; readonly page: number }
	| ({ readonly kind: 'all' } & Requests & Required<Pick<ReadOptions, 'maxEvents' | 'order'>>);

/** How to ask for events. */
export type Requests = Required<Pick<ReadOptions, 'pageSize' | 'concurrency'>>;

/** @throws Refusal when a number exceeds what the generation allows */
export function readPagination(parameters: Parameters, generation: Generation): Pagination {
	const { get } = parameters;
	if (!readSwitch('Return All', get('returnAll'))) {
		return {
			kind: 'page',
			limit: readWholeNumber('Limit', get('limit'), { min: 1, max: generation.maxLimit }),
			page: readWholeNumber('Page', get('page'), { min: 1 }),
		};
	}
	return {
		kind: 'all',
		...readRequests(parameters, generation),
		maxEvents: readMaxEvents(get('options.maxEvents')),
		order: orders.read('Sort', get('options.sort'), 'newestFirst'),
	};
}

/** @throws Refusal when a number exceeds what the generation allows */
export function readRequests(parameters: Parameters, { maxLimit }: Generation): Requests {
	const pageSize = parameters.get('options.pageSize') ?? maxLimit;
	return {
		pageSize: readWholeNumber('Page Size', pageSize, { min: 1, max: maxLimit }),
		concurrency: readConcurrency(parameters),
	};
}

/** How many requests to run in parallel. @throws Refusal */
export function readConcurrency(parameters: Parameters): number {
	const value = parameters.get('options.concurrency') ?? defaultConcurrency;
	return readWholeNumber('Parallel Requests', value, { min: 1, max: maxConcurrency });
}

function readMaxEvents(value: unknown): number {
	return value === undefined ? Infinity : readWholeNumber('Max Events', value, { min: 1 });
}
