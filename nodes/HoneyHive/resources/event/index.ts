import type { Resource } from '../operation';
import { count } from './count';
import { exportOperation } from './export';
import { get } from './get';
import { split } from './split';
import { summarize } from './summarize';
import { update } from './update';

export const event: Resource = {
	name: 'Event',
	value: 'event',
	defaultOperation: exportOperation,
	operations: [count, exportOperation, get, split, summarize, update],
};
