import { IANAZone } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../events/event';
import { Refusal } from '../events/refusal';
import type { GroupBy } from '../events/summary/grouping';
import { readChoice } from './values/choice';
import { unknownTimezone } from './values/dateTime';
import { fieldLocator } from './fieldLocator';
import { locatedValue, type Parameters } from './parameters';
import { readPath } from './values/path';
import { rowsOf } from './values/rows';

const mostPaths = 3;

const buckets = { none: 'None', minute: 'Minute', hour: 'Hour', day: 'Day' };

export const groupingFields: INodeProperties[] = [
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxAllowedFields: mostPaths, sortable: true },
		default: {},
		placeholder: 'Add Field',
		description:
			'Up to three fields. Events with the same values make one item; without a field and without a time bucket, all events make one.',
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [fieldLocator],
			},
		],
	},
	{
		displayName: 'Time Bucket',
		name: 'bucket',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'The whole date range at once' },
			{ name: 'Minute', value: 'minute', description: 'One item for each minute with events' },
			{ name: 'Hour', value: 'hour', description: 'One item for each hour with events' },
			{ name: 'Day', value: 'day', description: 'One item for each day with events' },
		],
		default: 'none',
		description:
			"Whether to group by when events began, too. Hours and days are those of the workflow's time zone.",
	},
];

/** @throws Refusal when there are too many fields, or one that is no path */
export function readGroupBy(parameters: Parameters): GroupBy {
	const bucket = readChoice('Time Bucket', parameters.get('bucket'), buckets, 'none');
	const { timezone } = parameters;
	if (bucket !== 'none' && !IANAZone.isValidZone(timezone)) throw unknownTimezone(timezone);
	return { paths: readPaths(parameters.get('groupBy')), bucket, timezone };
}

function readPaths(groupBy: unknown): string[] {
	const rows = rowsOf(groupBy, 'fields');
	const paths = rows.map((row) =>
		readPath('Group By', locatedValue(isObject(row) ? row.field : row)),
	);
	const different = [...new Set(paths)];
	if (different.length <= mostPaths) return different;
	throw new Refusal(
		`'Group By' has ${different.length} fields, and at most ${mostPaths} are possible`,
		'Remove some of them.',
	);
}
