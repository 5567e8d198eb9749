import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../events/event';
import { parseUrl } from '../../events/parseUrl';
import { display, Refusal } from '../../events/refusal';
import type { TimeRange } from '../../events/time';
import type { Parameters } from '../parameters';
import { readDateTime } from '../values/dateTime';
import { isEmpty } from '../values/empty';
import { readText } from '../values/text';

export const filterLinkField: INodeProperties = {
	displayName: 'Link',
	name: 'filterLink',
	type: 'string',
	displayOptions: { show: { filterType: ['link'] } },
	default: '',
	placeholder: 'e.g. https://app.us.honeyhive.ai/p/…/discover/new?config=…',
	description: "A link to Discover in HoneyHive's app. Its type, event name and filters are used.",
	hint: 'Dates in the link replace Date Range, except where only new events are read',
};

/** What a link says, as the rows and dates that a user would otherwise enter. */
export interface LinkedFilters {
	readonly rows: readonly unknown[];
	readonly range: TimeRange | undefined;
}

const remedy =
	"In HoneyHive's app, open Discover, choose the filters and the dates, and copy the address of the page.";

/** The kinds of events that Discover shows, as the type of an event that they have in common. */
const typesOfKinds: Readonly<Record<string, string | undefined>> = {
	sessions: 'session',
	completions: 'model',
	events: undefined,
};

/** Discover's own names for the type of a number. */
const numberTypes = ['float', 'int', 'integer', 'numeric'];

/** Parts that say how a chart is drawn, not which events are in it. */
const partsOfChart = ['metric', 'func', 'bucketing', 'groupBy'];

/**
 * Reads a link to Discover: `…/discover/new?config={base64 of JSON}` with `{type, eventName?, filters,
 * dateRange?}`, as HoneyHive's own agent skills describe it (cookbook, June 2026).
 *
 * @throws Refusal when it is not one, or names something that the node cannot filter by
 */
export function readFilterLink(parameters: Parameters): LinkedFilters {
	const link = readText('Link', parameters.get('filterLink'));
	const { type, eventName, filters, dateRange, ...others } = readConfig(link);
	const unknown = Object.entries(others).find(
		([name, value]) => !partsOfChart.includes(name) && !isEmpty(value),
	);
	if (unknown) throw notSupported(...unknown);
	return {
		rows: [...rowsOfKind(type), ...rowsOfName(eventName), ...rowsOfFilters(filters)],
		range: rangeOf(dateRange, parameters.timezone),
	};
}

function readConfig(link: string): Record<string, unknown> {
	const config = parseUrl(link)?.searchParams.get('config');
	if (!config) {
		throw new Refusal(
			link === '' ? "'Link' is empty" : `'Link' is not a link to Discover: it is ${display(link)}`,
			remedy,
		);
	}
	try {
		// Chat programs encode links again, and a plus sign in a URL stands for a space.
		const base64 = decodeURIComponent(config).replace(/ /g, '+');
		const json = Buffer.from(base64, 'base64').toString();
		const content: unknown = JSON.parse(json);
		if (isObject(content)) return content;
	} catch {
		// It was cut off, or is something else.
	}
	throw new Refusal("'Link' has a 'config' that cannot be read: it may be cut off", remedy);
}

function rowsOfKind(kind: unknown): object[] {
	if (isEmpty(kind)) return [];
	if (typeof kind !== 'string' || !(kind in typesOfKinds)) throw notSupported('type', kind);
	const value = typesOfKinds[kind];
	return value === undefined ? [] : [isRow('event_type', value)];
}

function rowsOfName(name: unknown): object[] {
	if (isEmpty(name)) return [];
	if (typeof name !== 'string') throw notSupported('eventName', name);
	return [isRow('event_name', name)];
}

function isRow(field: string, value: string): object {
	return { field, operator: 'is', value, type: 'string' };
}

function rowsOfFilters(filters: unknown): unknown[] {
	if (isEmpty(filters)) return [];
	if (!Array.isArray(filters)) throw notSupported('filters', filters);
	return filters.map((filter: unknown) => {
		if (!isObject(filter)) throw notSupported('filters', filter);
		const { type, ...row } = filter;
		const isNumber = typeof type === 'string' && numberTypes.includes(type);
		return isEmpty(type) ? row : { ...row, type: isNumber ? 'number' : type };
	});
}

/** Milliseconds. The app's ranges in `m` are months. */
const units: Readonly<Record<string, number>> = {
	h: 3_600_000,
	d: 86_400_000,
	w: 7 * 86_400_000,
	m: 31 * 86_400_000,
};

function rangeOf(dateRange: unknown, timezone: string): TimeRange | undefined {
	if (isEmpty(dateRange)) return undefined;
	if (!isObject(dateRange)) throw notSupported('dateRange', dateRange);
	const { $gte: from, $lte: to, relative, ...others } = dateRange;
	if (Object.keys(others).length > 0) throw notSupported('dateRange', dateRange);
	if (relative === 'AllTime') return {};
	if (!isEmpty(relative)) return { from: Date.now() - lengthOf(relative) };
	const read = (end: unknown) => readDateTime("The date in 'Link'", end, timezone).toMillis();
	return {
		...(!isEmpty(from) && { from: read(from) }),
		...(!isEmpty(to) && { to: read(to) }),
	};
}

function lengthOf(relative: unknown): number {
	const [, amount, unit = ''] = /^(\d{1,4})([hdwm])$/.exec(String(relative)) ?? [];
	const unitMs = units[unit];
	if (amount === undefined || unitMs === undefined) throw notSupported('dateRange', relative);
	return Number(amount) * unitMs;
}

function notSupported(part: string, value: unknown): Refusal {
	return new Refusal(
		`'Link' has ${display(part)}, which the node cannot read: ${display(value)}`,
		"Remove it in HoneyHive's app and copy the link again, or choose another 'Filter'.",
	);
}
