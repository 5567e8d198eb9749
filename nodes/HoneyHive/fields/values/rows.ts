import { isObject } from '../../events/event';

/** The rows of a fixed collection with several of them; none while the user has added none. */
export function rowsOf(collection: unknown, name: string): unknown[] {
	const rows = isObject(collection) ? collection[name] : undefined;
	return Array.isArray(rows) ? rows : [];
}
