import type { Resource } from '../operation';
import { get } from './get';

export const session: Resource = {
	name: 'Session',
	value: 'session',
	defaultOperation: get,
	operations: [get],
};
