import { isObject, type HoneyHiveEvent } from './event';
import { define } from './property';

/**
 * Keeps the fields at these dotted paths, nested as they are in the event. A number in a path is a
 * position in a list (`inputs.chat_history.0.content`); the result keeps it as a key, so that the
 * same expression finds the value in both. A path that the event does not have adds nothing.
 *
 * A server that answers a projection with dotted keys gives the same result as one that nests.
 */
export function select(event: HoneyHiveEvent, paths: readonly string[]): HoneyHiveEvent {
	const selected: HoneyHiveEvent = {};
	for (const path of paths) {
		const segments = path.split('.');
		const value = Object.hasOwn(event, path) ? event[path] : valueAt(event, segments);
		if (value !== undefined) put(selected, segments, value);
	}
	return selected;
}

function valueAt(value: unknown, segments: readonly string[]): unknown {
	return segments.reduce<unknown>(
		(current, segment) =>
			typeof current === 'object' && current !== null && Object.hasOwn(current, segment)
				? (current as Record<string, unknown>)[segment]
				: undefined,
		value,
	);
}

/** Puts a value at a path. What an outer path has put there already holds the inner one too. */
function put(target: HoneyHiveEvent, segments: readonly string[], value: unknown): void {
	const [head, ...rest] = segments;
	if (head === undefined) return;
	if (rest.length === 0) {
		define(target, head, value);
		return;
	}
	if (!Object.hasOwn(target, head)) define(target, head, {});
	const inner = target[head];
	if (isObject(inner)) put(inner, rest, value);
}
