import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import { scanPage } from '../../api/scanPage';
import { countEvents, locating } from '../../events/counting/count';
import { skew } from '../../events/cursor/cursor';
import type { EventQuery } from '../../events/query';
import { split, type CountedStretch, type Stretch } from '../../events/counting/split';
import { earliest, toIso, type TimeRange } from '../../events/time';
import { dateRangeFields } from '../../fields/dateRange';
import { filterFields } from '../../fields/filters/filters';
import { splittingOptionFields, readConnectOptions } from '../../fields/options';
import { readConcurrency } from '../../fields/pagination';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { readQuery } from '../../fields/query';
import { readWholeNumber } from '../../fields/values/wholeNumber';
import { tell } from '../hints';

const windowEvents: INodeProperties = {
	displayName: 'Events per Window',
	name: 'windowEvents',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description: 'Most events that one window may hold: a whole number, e.g. 10000',
};

export const splitFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...dateRangeFields,
	windowEvents,
	...splittingOptionFields,
];

/**
 * Divides the date range that one input item asks for into windows of at most so many events, each an
 * item: from `from` on, up to `to`, which does not belong to it.
 */
export async function* splitDateRange(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const query = readQuery(parameters, honeyHive.generation, locating);
	const mostEvents = readWholeNumber(
		'Events per Window',
		parameters.get('windowEvents'),
		1,
		Infinity,
	);
	const concurrency = readConcurrency(parameters);
	const count = countOf(honeyHive, query);

	const windows = await split(count, stretchOf(query.range), { mostEvents, concurrency });
	for (const window of windows) {
		if (window.events > mostEvents) tell(context, crowdedHint(window, mostEvents));
	}
	if (isOpen(query.range)) await tellOfOthers(context, count, windows);
	yield windows.map(({ from, to, events }) => ({
		json: { from: toIso(from), to: toIso(to), events },
		pairedItem: { item },
	}));
}

function countOf(honeyHive: HoneyHive, query: EventQuery): (range: TimeRange) => Promise<number> {
	return async (range) => {
		const fetchPage = async (request: { limit: number; page: number }) =>
			await honeyHive.fetchPage({ ...query, range }, request, scanPage);
		return (await countEvents(fetchPage)).events;
	};
}

/** A range without an end ends now, a little later for a clock that is ahead. */
function stretchOf({ from = earliest, to = Date.now() + skew }: TimeRange): Stretch {
	return { from: Math.floor(from), to: Math.max(Math.floor(from), Math.floor(to)) + 1 };
}

function isOpen({ from, to }: TimeRange): boolean {
	return from === undefined && to === undefined;
}

/** Where no date range is set, all events are meant, and some may be in no window. */
async function tellOfOthers(
	context: IExecuteFunctions,
	count: (range: TimeRange) => Promise<number>,
	windows: readonly CountedStretch[],
): Promise<void> {
	const inWindows = windows.reduce((sum, { events }) => sum + events, 0);
	const others = (await count({})) - inWindows;
	if (others <= 0) return;
	tell(
		context,
		`${others} events are in no window: they have no start time, begin before 1970 or later than now, or have just arrived.`,
	);
}

function crowdedHint({ from, events }: CountedStretch, mostEvents: number): string {
	return `${events} events begin in the one millisecond ${toIso(from)}: they stay together in a window of more than ${mostEvents}.`;
}
