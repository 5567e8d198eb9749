import { isObject, type HoneyHiveEvent } from '../event';

/** More would fill a dropdown with keys that only one event has. */
const maxPaths = 300;

/** Levels of nesting to look into. */
const maxDepth = 6;

/**
 * The dotted paths of the values in some events, in alphabetical order: the most common ones if there
 * are too many. A list counts as a value, and so does each value in its first element.
 */
export function fieldPathsOf(events: readonly HoneyHiveEvent[]): string[] {
	const counts = new Map<string, number>();
	for (const event of events) {
		for (const path of pathsIn(event, [], false)) counts.set(path, (counts.get(path) ?? 0) + 1);
	}
	return [...counts]
		.sort(([, one], [, other]) => other - one)
		.slice(0, maxPaths)
		.map(([path]) => path)
		.sort();
}

function* pathsIn(value: unknown, parts: readonly string[], inList: boolean): Generator<string> {
	if (isObject(value) && parts.length < maxDepth) {
		for (const [key, inner] of Object.entries(value))
			yield* pathsIn(inner, [...parts, key], inList);
		return;
	}
	if (parts.length > 0) yield parts.join('.');
	if (!Array.isArray(value) || inList) return;
	const [first]: unknown[] = value;
	if (isObject(first)) yield* pathsIn(first, [...parts, '0'], true);
}
