import type { INodeProperties } from 'n8n-workflow';

import type { CursorOptions } from '../events/cursor/cursor';
import type { Parameters } from './parameters';
import { choices } from './values/choice';
import { readDateTime } from './values/dateTime';
import { readWholeNumber } from './values/wholeNumber';

const minuteMs = 60_000;

const defaultLookbackMinutes = 60;

/** A week. */
const maxLookbackMinutes = 7 * 24 * 60;

/** One poll's events are items in memory: 10,000 take about a gigabyte at worst. */
const defaultMaxEvents = 10_000;

const firstRuns = choices([
	{
		name: 'Start From Now',
		value: 'now',
		description: 'Only events that start after the first run',
	},
	{
		name: 'Start From a Date',
		value: 'date',
		description: 'Also events that started between that date and the first run',
	},
]);

/** What the first run of a reading that continues from run to run returns. */
export const firstRunFields: INodeProperties[] = [
	{
		displayName: 'First Run',
		name: 'firstRun',
		type: 'options',
		options: firstRuns.options,
		default: 'now',
		description: 'Which events the first run looks for',
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'dateTime',
		displayOptions: { show: { firstRun: ['date'] } },
		default: '',
		description:
			"Earliest start of an event in ISO 8601, e.g. 2026-01-31T09:00:00: in the workflow's time zone unless it names one",
	},
];

export const lookbackOption: INodeProperties = {
	displayName: 'Lookback (Minutes)',
	name: 'lookback',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxLookbackMinutes },
	default: defaultLookbackMinutes,
	description:
		'How long after its start an event may become visible in HoneyHive. Events that arrive later are missed; a longer lookback costs more requests. At most 10080, which is 7 days.',
};

/** How a reading continues from run to run. */
export interface SinceLastRunOptions extends CursorOptions {
	/** UTC milliseconds: where to begin if there was no last run. */
	readonly firstRun: number;
}

/** @param now UTC milliseconds @throws Refusal */
export function readSinceLastRunOptions(parameters: Parameters, now: number): SinceLastRunOptions {
	const lookback = parameters.get('options.lookback') ?? defaultLookbackMinutes;
	const maxEvents = parameters.get('options.maxEvents') ?? defaultMaxEvents;
	const lookbackMinutes = readWholeNumber('Lookback (Minutes)', lookback, {
		min: 1,
		max: maxLookbackMinutes,
	});
	return {
		lookbackMs: lookbackMinutes * minuteMs,
		maxEvents: readWholeNumber('Max Events', maxEvents, { min: 1 }),
		firstRun: readFirstRun(parameters, now),
	};
}

function readFirstRun(parameters: Parameters, now: number): number {
	const firstRun = firstRuns.read('First Run', parameters.get('firstRun'), 'now');
	if (firstRun === 'now') return now;
	return readDateTime("'Start From'", parameters.get('startFrom'), parameters.timezone).toMillis();
}
