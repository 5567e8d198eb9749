import { isObject } from '../../events/event';

/** The rows of a fixed collection with multiple values; none until the user adds one. */
export function rowsOf(collection: unknown, name: string): unknown[] {
	const rows = isObject(collection) ? collection[name] : undefined;
	return Array.isArray(rows) ? rows : [];
}
