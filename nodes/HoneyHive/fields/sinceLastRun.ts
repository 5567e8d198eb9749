import type { INodeProperties } from 'n8n-workflow';

import type { CursorOptions } from '../events/cursor/cursor';
import { readChoice } from './values/choice';
import { readDateTime } from './values/dateTime';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

const minute = 60_000;

const defaultLookback = 60;

/** A week. */
const longestLookback = 7 * 24 * 60;

/** One poll's events are items in memory: 10,000 are about a gigabyte at the worst. */
const defaultMaxEvents = 10_000;

/** What a reading that goes on from run to run takes first. */
export const firstRunFields: INodeProperties[] = [
	{
		displayName: 'First Run',
		name: 'firstRun',
		type: 'options',
		options: [
			{
				name: 'Start From Now',
				value: 'now',
				description: 'Only events that begin after the first run',
			},
			{
				name: 'Start From a Date',
				value: 'date',
				description: 'Also events that began between that date and the first run',
			},
		],
		default: 'now',
		description: 'Which events to take before there is a last run to go on from',
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
	typeOptions: { minValue: 1, maxValue: longestLookback },
	default: defaultLookback,
	description:
		'How long after its start an event may become visible in HoneyHive. Events that arrive later than that are missed; a longer time costs more requests. At most 10080, which is 7 days.',
};

/** The moment from which the first run takes events, in UTC milliseconds. @throws Refusal */
export function readFirstRun(parameters: Parameters, now: number): number {
	const choices = { now: 'Start From Now', date: 'Start From a Date' };
	const choice = readChoice('First Run', parameters.get('firstRun'), choices, 'now');
	if (choice === 'now') return now;
	return readDateTime("'Start From'", parameters.get('startFrom'), parameters.timezone).toMillis();
}

/** The lookback in milliseconds, and how many events one run may return. @throws Refusal */
export function readCursorOptions(parameters: Parameters): CursorOptions {
	const lookback = parameters.get('options.lookback') ?? defaultLookback;
	const maxEvents = parameters.get('options.maxEvents') ?? defaultMaxEvents;
	return {
		lookback: readWholeNumber('Lookback (Minutes)', lookback, 1, longestLookback) * minute,
		maxEvents: readWholeNumber('Max Events', maxEvents, 1, Infinity),
	};
}
