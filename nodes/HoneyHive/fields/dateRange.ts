import { DateTime } from 'luxon';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Refusal } from '../events/refusal';
import type { TimeRange } from '../events/time';
import { readChoice, readSwitch } from './values/choice';
import { readDateTime, unknownTimezone } from './values/dateTime';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

const units = { minutes: 'Minutes', hours: 'Hours', days: 'Days', weeks: 'Weeks' };

const kindOfRange: INodeProperties = {
	displayName: 'Date Range',
	name: 'dateRange',
	type: 'options',
	options: [
		{ name: 'Any', value: 'any', description: 'Events of any time' },
		{ name: 'Last', value: 'relative', description: 'Events that began recently' },
		{ name: 'Between', value: 'between', description: 'Events that began between two dates' },
	],
	default: 'any',
	description: 'When the events began',
};

const sinceLastRun: INodePropertyOptions = {
	name: 'Since Last Run',
	value: 'sinceLastRun',
	description: 'Events that are new since the last run of the published workflow, each once',
};

const endsOfRange: INodeProperties[] = [
	{
		displayName: 'Last Amount',
		name: 'lastAmount',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { dateRange: ['relative'] } },
		default: 24,
		description: 'How far to look back: a whole number of Last Unit, e.g. 24',
	},
	{
		displayName: 'Last Unit',
		name: 'lastUnit',
		type: 'options',
		options: [
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
			{ name: 'Weeks', value: 'weeks' },
		],
		displayOptions: { show: { dateRange: ['relative'] } },
		default: 'hours',
		description: "Unit of the amount. Days and weeks are those of the workflow's time zone.",
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		displayOptions: { show: { dateRange: ['between'] } },
		default: '',
		description:
			"Earliest start of an event in ISO 8601, e.g. 2026-01-31T09:00:00: in the workflow's time zone unless it names one. Leave empty for no limit.",
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		displayOptions: { show: { dateRange: ['between'] } },
		default: '',
		description:
			"Latest start of an event in ISO 8601, e.g. 2026-01-31T18:00:00: in the workflow's time zone unless it names one. A day alone, e.g. 2026-01-31, counts as a whole. Leave empty for no limit.",
	},
];

/** A range that is the same whatever was read before. */
export const dateRangeFields: INodeProperties[] = [kindOfRange, ...endsOfRange];

/** The same, with a range that goes on where the last run stopped. */
export const advancingRangeFields: INodeProperties[] = [
	{ ...kindOfRange, options: [...(kindOfRange.options ?? []), sinceLastRun] },
	...endsOfRange,
];

export const excludeEndOption: INodeProperties = {
	displayName: 'Exclude End',
	name: 'excludeEnd',
	type: 'boolean',
	displayOptions: { show: { '/dateRange': ['between'], '/returnAll': [true] } },
	default: false,
	description:
		"Whether to leave out events that begin at the very moment of 'To', as windows of Split Date Range are meant",
};

const choices = { any: 'Any', relative: 'Last', between: 'Between' };

/** Whether the range goes on where the last run stopped, so that a cursor has to tell. @throws Refusal */
export function goesOn(parameters: Parameters): boolean {
	const all = { ...choices, sinceLastRun: 'Since Last Run' };
	return readChoice('Date Range', parameters.get('dateRange'), all, 'any') === 'sinceLastRun';
}

/**
 * Reads the moment at which events are too late, although the range holds it; undefined when none is.
 *
 * @throws Refusal
 */
export function readExcludedEnd(parameters: Parameters, { to }: TimeRange): number | undefined {
	return readSwitch('Exclude End', parameters.get('options.excludeEnd')) ? to : undefined;
}

/**
 * Reads the date range into UTC milliseconds. A relative one has no end: an event may be stamped
 * ahead of this machine's clock.
 *
 * @throws Refusal when a date cannot be read or the ends are the wrong way round
 */
export function readDateRange(parameters: Parameters): TimeRange {
	switch (readChoice('Date Range', parameters.get('dateRange'), choices, 'any')) {
		case 'relative':
			return readRelative(parameters);
		case 'between':
			return readBetween(parameters);
		case 'any':
			return {};
	}
}

function readRelative(parameters: Parameters): TimeRange {
	const amount = readWholeNumber('Last Amount', parameters.get('lastAmount'), 1, 100_000);
	const unit = readChoice('Last Unit', parameters.get('lastUnit'), units);
	const now = DateTime.now().setZone(parameters.timezone);
	if (!now.isValid) throw unknownTimezone(parameters.timezone);
	return { from: now.minus({ [unit]: amount }).toMillis() };
}

function readBetween(parameters: Parameters): TimeRange {
	const from = readEnd("'From'", parameters.get('from'), parameters.timezone);
	const to = readLastMoment(parameters);
	if (from && to && from > to) {
		throw new Refusal(
			`'From' (${from.toISO()}) is after 'To' (${to.toISO()})`,
			"Swap the two dates, or leave one of them empty. Dates without a zone are read in the workflow's time zone.",
		);
	}
	return {
		...(from && { from: from.toMillis() }),
		...(to && { to: to.toMillis() }),
	};
}

/** A day without a time is meant with all of its hours. */
function readLastMoment(parameters: Parameters): DateTime | undefined {
	const value = parameters.get('to');
	const to = readEnd("'To'", value, parameters.timezone);
	const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.trim());
	return isDay ? to?.endOf('day') : to;
}

function readEnd(label: string, value: unknown, timezone: string): DateTime | undefined {
	const isEmpty = value === undefined || value === null || value === '';
	return isEmpty ? undefined : readDateTime(label, value, timezone);
}
