import { IANAZone } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../events/event';
import { Refusal } from '../../events/refusal';
import type { GroupBy } from '../../events/summary/grouping';
import { fieldLocator } from '../eventFields';
import { locatedValue, type Parameters } from '../parameters';
import { choices } from '../values/choice';
import { unknownTimezone } from '../values/dateTime';
import { readPath } from '../values/path';
import { rowsOf } from '../values/rows';

const maxPaths = 3;

const buckets = choices([
	{ name: 'None', value: 'none', description: 'The whole date range at once' },
	{ name: 'Minute', value: 'minute', description: 'One item for each minute with events' },
	{ name: 'Hour', value: 'hour', description: 'One item for each hour with events' },
	{ name: 'Day', value: 'day', description: 'One item for each day with events' },
]);

export const groupingFields: INodeProperties[] = [
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxAllowedFields: maxPaths, sortable: true },
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
		options: buckets.options,
		default: 'none',
		description:
			"Whether to also group by when events started. Hours and days are those of the workflow's time zone.",
	},
];

/** @throws Refusal when there are too many fields, or one that is not a path */
export function readGroupBy({ get, timezone }: Parameters): GroupBy {
	const bucket = buckets.read('Time Bucket', get('bucket'), 'none');
	if (bucket !== 'none' && !IANAZone.isValidZone(timezone)) throw unknownTimezone(timezone);
	return { paths: readPaths(get('groupBy')), bucket, timezone };
}

function readPaths(groupBy: unknown): string[] {
	const paths = rowsOf(groupBy, 'fields').map((row) =>
		readPath('Group By', locatedValue(isObject(row) ? row.field : row)),
	);
	const different = [...new Set(paths)];
	if (different.length <= maxPaths) return different;
	throw new Refusal(
		`'Group By' has ${different.length} fields, but at most ${maxPaths} are possible`,
		'Remove some of them.',
	);
}
