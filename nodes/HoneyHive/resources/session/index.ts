import type { Resource } from '../operation';
import { get } from './get';
import { getMany } from './getMany';

export const session: Resource = {
	name: 'Session',
	value: 'session',
	defaultOperation: get,
	operations: [get, getMany],
};
