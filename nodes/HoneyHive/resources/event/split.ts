import type { INodeProperties } from 'n8n-workflow';

import type { HoneyHive } from '../../api/honeyHive';
import {
	split as splitRange,
	type CountedRange,
	type HalfOpenRange,
} from '../../events/counting/split';
import { clockSkewMs } from '../../events/cursor/cursor';
import { locatedFields } from '../../events/event';
import type { EventQuery } from '../../events/query';
import { readAll } from '../../events/reading/readWindows';
import { earliest, startOf, toIso, type TimeRange } from '../../events/time';
import {
	maxParallelOption,
	maxRetriesOption,
	readConnectOptions,
	timeoutOption,
} from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { countToolFailuresForStatusOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField } from '../../fields/options';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { readWholeNumber } from '../../fields/values/wholeNumber';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItem } from '../items';
import type { Operation } from '../operation';
import { countInOf } from './countIn';

const eventsPerWindow: INodeProperties = {
	displayName: 'Events per Window',
	name: 'windowEvents',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description: 'Max number of events per window',
};

export const split: Operation = {
	name: 'Split Date Range',
	value: 'split',
	action: 'Split date range',
	description:
		'Split a date range into windows of at most N events, e.g. to export them in parallel',
	toolDescription: `Divides a date range into windows that each hold at most the set number of ${aboutEvents}: from, to (which is not in the window) and the number of events. ${aboutFilters}`,
	fields: [
		...projectFields,
		...filterFields,
		...dateRangeFields,
		eventsPerWindow,
		optionsField(
			countToolFailuresForStatusOption,
			evaluationIdOption,
			maxRetriesOption,
			maxParallelOption,
			timeoutOption,
		),
	],

	/** Yields half-open windows: `from` belongs to the window, `to` does not. */
	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const connectOptions = readConnectOptions(parameters);
		const honeyHive = await connections.open(connectOptions, item);
		const query = readQuery(parameters, honeyHive.generation, locatedFields);
		const windowEvents = parameters.get('windowEvents');
		const maxEvents = readWholeNumber(eventsPerWindow.displayName, windowEvents, { min: 1 });

		const { maxParallel: concurrency } = connectOptions;
		const countIn = await countInOf(honeyHive, query, { concurrency, onHint: hints.add });
		const count = async (range: TimeRange) => (await countIn(range)).events;
		const windows = await splitRange(count, halfOpen(query.range), { maxEvents, concurrency });
		for (const window of windows) {
			if (window.events > maxEvents) hints.add(crowdedHint(window, maxEvents));
		}
		if (isOpen(query.range)) {
			const others = (await count({})) - windows.reduce((sum, { events }) => sum + events, 0);
			if (others > 0) hints.add(outsideHint(others));
		}
		const [first] = windows;
		if (first && query.range.from === undefined) {
			windows[0] = { ...first, from: await firstStart(honeyHive, query, first, hints.add) };
		}
		yield windows.map(({ from, to, events }) =>
			toItem({ from: toIso(from), to: toIso(to), events }, item),
		);
	},
};

/**
 * When the first event of a window starts, in UTC milliseconds: a date range without a start is read from 1970
 * on, and a window of decades would be of no use.
 */
async function firstStart(
	honeyHive: HoneyHive,
	query: EventQuery,
	{ from, to }: HalfOpenRange,
	onHint: (hint: string) => void,
): Promise<number> {
	const [first] = await readAll(
		honeyHive.scannedSource(query),
		{ from, to: to - 1 },
		{ order: 'oldestFirst', maxEvents: 1, onHint },
	);
	return Math.floor((first && startOf(first)) ?? from);
}

/** A range without an end ends now, or a little later in case HoneyHive's clock is ahead. */
function halfOpen({ from = earliest, to = Date.now() + clockSkewMs }: TimeRange): HalfOpenRange {
	return { from: Math.floor(from), to: Math.max(Math.floor(from), Math.floor(to)) + 1 };
}

/** Without a date range, the user means all events, and some may not be in any window. */
function isOpen({ from, to }: TimeRange): boolean {
	return from === undefined && to === undefined;
}

function outsideHint(events: number): string {
	return `Some events (${events}) are not in any window: they have no start time, start before 1970 or in the future, or have just arrived.`;
}

function crowdedHint({ from, events }: CountedRange, maxEvents: number): string {
	return `${events} events start in the same millisecond, ${toIso(from)}. They stay together in a window of more than ${maxEvents}.`;
}
