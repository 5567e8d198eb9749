import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { Refusal } from '../events/refusal';
import type { TimeRange } from '../events/time';
import { readFilterLink } from './filters/filterLink';
import { readFilterType } from './filters/filters';
import { hiddenFromTools, shownToTools } from './options';
import type { Parameters } from './parameters';
import { choices, readSwitch } from './values/choice';
import { readDateTime, unknownTimezone } from './values/dateTime';
import { isLeftEmpty } from './values/text';
import { readWholeNumber } from './values/wholeNumber';

const fixedRanges = choices([
	{ name: 'All Time', value: 'any', description: 'Events of any time' },
	{
		name: 'In the Last…',
		value: 'relative',
		description: 'Events from the last minutes, hours, days or weeks',
	},
	{
		name: 'Between Dates',
		value: 'between',
		description: 'Events that started between two dates',
	},
]);

const allRanges = choices([
	...fixedRanges.options,
	{
		name: 'Since Last Run',
		value: 'sinceLastRun',
		description: 'Events that are new since the last run of the published workflow',
	},
]);

/** Nobody reads all events of a project by accident. */
const defaultRange = 'relative';

const units = choices([
	{ name: 'Minutes', value: 'minutes' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Days', value: 'days' },
	{ name: 'Weeks', value: 'weeks' },
]);

function rangeField(ranges: INodeProperties['options']): INodeProperties {
	return {
		displayName: 'Date Range',
		name: 'dateRange',
		type: 'options',
		options: ranges,
		default: defaultRange,
		description: 'When the events started',
	};
}

/** What the choices of a date range need. */
const endFields: INodeProperties[] = [
	{
		displayName: 'Amount',
		name: 'lastAmount',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { dateRange: ['relative'] } },
		default: 24,
		description: 'How far to look back: a whole number, e.g. 24',
	},
	{
		displayName: 'Unit',
		name: 'lastUnit',
		type: 'options',
		options: units.options,
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
			"Latest start of an event in ISO 8601, e.g. 2026-01-31T18:00:00: in the workflow's time zone unless it names one. A date alone, e.g. 2026-01-31, includes the whole day. Leave empty for no limit.",
	},
];

/** A range that does not depend on what was read before. */
export const dateRangeFields = [rangeField(fixedRanges.options), ...endFields];

/**
 * The same, and a range that continues where the last run stopped. A tool does not have it: each of a model's
 * questions stands alone.
 */
export const continuingDateRangeFields = [
	hiddenFromTools(rangeField(allRanges.options)),
	shownToTools(rangeField(fixedRanges.options)),
	...endFields,
];

export const excludeEndOption: INodeProperties = {
	displayName: 'Exclude End',
	name: 'excludeEnd',
	type: 'boolean',
	displayOptions: { show: { '/dateRange': ['between'] } },
	default: false,
	description:
		"Whether to exclude events that start exactly at 'To'. Turn on for the windows of Split Date Range.",
};

/** Whether the range continues where the last run stopped, so that a cursor determines it. @throws Refusal */
export function isSinceLastRun(parameters: Parameters): boolean {
	return allRanges.read('Date Range', parameters.get('dateRange'), defaultRange) === 'sinceLastRun';
}

/**
 * Reads the moment from which events are excluded, although the range includes it; undefined when none
 * are.
 *
 * @throws Refusal
 */
export function readExcludedEnd(parameters: Parameters, { to }: TimeRange): number | undefined {
	return readSwitch('Exclude End', parameters.get('options.excludeEnd')) ? to : undefined;
}

/**
 * Reads the date range into UTC milliseconds: that of a link, if the filters are one that has it. A relative range has no end, because an event's time may
 * be ahead of this machine's clock.
 *
 * @throws Refusal when a date cannot be read or the ends are in the wrong order
 */
export function readDateRange(parameters: Parameters): TimeRange {
	const linked =
		readFilterType(parameters) === 'link' ? readFilterLink(parameters).range : undefined;
	return linked ?? readChosenRange(parameters);
}

function readChosenRange(parameters: Parameters): TimeRange {
	switch (fixedRanges.read('Date Range', parameters.get('dateRange'), defaultRange)) {
		case 'relative':
			return readRelative(parameters);
		case 'between':
			return readBetween(parameters);
		case 'any':
			return {};
	}
}

function readRelative(parameters: Parameters): TimeRange {
	const bounds = { min: 1, max: 100_000 };
	const amount = readWholeNumber('Amount', parameters.get('lastAmount'), bounds);
	const unit = units.read('Unit', parameters.get('lastUnit'));
	const now = DateTime.now().setZone(parameters.timezone);
	if (!now.isValid) throw unknownTimezone(parameters.timezone);
	return { from: now.minus({ [unit]: amount }).toMillis() };
}

function readBetween(parameters: Parameters): TimeRange {
	const from = readEnd('From', parameters.get('from'), parameters.timezone);
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

/** A date without a time includes the whole day. */
function readLastMoment(parameters: Parameters): DateTime | undefined {
	const value = parameters.get('to');
	const to = readEnd('To', value, parameters.timezone);
	const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.trim());
	return isDay ? to?.endOf('day') : to;
}

function readEnd(label: string, value: unknown, timezone: string): DateTime | undefined {
	return isLeftEmpty(label, value) ? undefined : readDateTime(`'${label}'`, value, timezone);
}
