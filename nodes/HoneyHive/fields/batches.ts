import type { INodeProperties } from 'n8n-workflow';

import type { PartLimits } from '../events/file/parts';
import type { Parameters } from './parameters';
import { choices } from './values/choice';
import { readWholeNumber } from './values/wholeNumber';

const defaultSize = 1000;

const maxSize = 10_000;

/** Well below what databases and n8n's expressions accept, also for events of many kilobytes each. */
const maxTextBytes = 16_000_000;

const contents = choices([
	{ name: 'List', value: 'list', description: 'A list of events' },
	{
		name: 'JSON Text',
		value: 'json',
		description:
			'The list as one text, e.g. to pass it to a database. Characters that databases refuse (NUL and halves of surrogate pairs) are replaced.',
	},
]);

const shownForBatches: INodeProperties['displayOptions'] = { show: { outputFormat: ['batches'] } };

export const batchFields: INodeProperties[] = [
	{
		displayName: 'Batch Content',
		name: 'batchContent',
		type: 'options',
		options: contents.options,
		displayOptions: shownForBatches,
		default: 'list',
		description: "What an item's field 'events' contains",
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxSize },
		displayOptions: shownForBatches,
		default: defaultSize,
		description:
			'Max number of events in an item, up to 10,000. JSON text has fewer of them if it would exceed 16 MB. Limit counts events, not items.',
	},
];

/** The items that contain many events each. */
export interface BatchOutput {
	readonly content: 'list' | 'json';
	readonly limits: PartLimits;
}

/** @throws Refusal */
export function readBatchOutput({ get }: Parameters): BatchOutput {
	const content = contents.read('Batch Content', get('batchContent'), 'list');
	const size = get('batchSize') ?? defaultSize;
	return {
		content,
		limits: {
			events: readWholeNumber('Batch Size', size, { min: 1, max: maxSize }),
			bytes: maxTextBytes,
		},
	};
}
