import type { INodeProperties } from 'n8n-workflow';

import type { Generation } from '../events/generation';
import type { Order } from '../events/reading/source';
import { readChoice, readSwitch } from './values/choice';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

const defaultConcurrency = 4;

const orders: Readonly<Record<Order, string>> = {
	newestFirst: 'Newest First',
	oldestFirst: 'Oldest First',
};

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
		hint: 'At most 7500, or 1000 with the API generation Events Search',
	},
	{
		displayName: 'Page',
		name: 'page',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] }, hide: { dateRange: ['sinceLastRun'] } },
		default: 1,
		description: 'Which page of that many results to return: a whole number, counted from 1',
	},
];

/** How much to read: one page in one request, or everything, `pageSize` events at a time, in order. */
export type Pagination =
	| { readonly kind: 'page'; readonly limit: number; readonly page: number }
	| ({ readonly kind: 'all'; readonly maxEvents: number; readonly order: Order } & Requests);

/** Events in one request, and requests under way at the same time. */
export interface Requests {
	readonly pageSize: number;
	readonly concurrency: number;
}

/** @throws Refusal when a number is out of the generation's bounds */
export function readPagination(parameters: Parameters, generation: Generation): Pagination {
	if (!readSwitch('Return All', parameters.get('returnAll'))) {
		return {
			kind: 'page',
			limit: readWholeNumber('Limit', parameters.get('limit'), 1, generation.maxLimit),
			page: readWholeNumber('Page', parameters.get('page'), 1, Infinity),
		};
	}
	return {
		kind: 'all',
		...readRequests(parameters, generation),
		maxEvents: readMaxEvents(parameters.get('options.maxEvents')),
		order: readChoice('Sort', parameters.get('options.sort'), orders, 'newestFirst'),
	};
}

/** @throws Refusal when a number is out of the generation's bounds */
export function readRequests(parameters: Parameters, { maxLimit }: Generation): Requests {
	const pageSize = parameters.get('options.pageSize') ?? maxLimit;
	return {
		pageSize: readWholeNumber('Page Size', pageSize, 1, maxLimit),
		concurrency: readConcurrency(parameters),
	};
}

/** How many requests may be under way at the same time. @throws Refusal */
export function readConcurrency(parameters: Parameters): number {
	const value = parameters.get('options.concurrency') ?? defaultConcurrency;
	return readWholeNumber('Parallel Requests', value, 1, 10);
}

function readMaxEvents(value: unknown): number {
	return value === undefined ? Infinity : readWholeNumber('Max Events', value, 1, Infinity);
}
