import { isObject, type HoneyHiveEvent } from '../event';
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
		if (Object.hasOwn(event, path)) put(selected, segments, event[path]);
		else {
			const found = find(event, segments);
			if (found) put(selected, found.keys, found.value);
		}
	}
	return selected;
}

/** What reads the value at a dotted path, as `select` finds it: undefined when it is not there. */
export function readerOf(path: string): (event: HoneyHiveEvent) => unknown {
	const segments = path.split('.');
	return (event) => find(event, segments)?.value;
}

interface Found {
	readonly keys: readonly string[];
	readonly value: unknown;
}

/** Names can have dots in them, as an evaluator's "v1.2 score": the longest key that is there counts. */
function find(value: unknown, segments: readonly string[]): Found | undefined {
	if (segments.length === 0) return { keys: [], value };
	if (typeof value !== 'object' || value === null) return undefined;
	for (let length = segments.length; length > 0; length--) {
		const key = segments.slice(0, length).join('.');
		if (!Object.hasOwn(value, key)) continue;
		const found = find((value as Record<string, unknown>)[key], segments.slice(length));
		if (found) return { keys: [key, ...found.keys], value: found.value };
	}
	return undefined;
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
