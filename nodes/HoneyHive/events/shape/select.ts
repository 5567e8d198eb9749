import { isObject, type HoneyHiveEvent } from '../event';
import { find } from '../path';
import { readTime } from '../readTime';
import { toIso } from '../time';
import { setProperty } from './property';

/**
 * Keeps the fields at these dotted paths, nested as they are in the event. A number in a path is a
 * position in a list (`inputs.chat_history.0.content`); the result keeps it as a key, so that the
 * same expression finds the value in both. A path that does not exist in the event adds nothing.
 *
 * The event's start and end become ISO 8601.
 *
 * The result is the same whether a server answers a projection with dotted keys or with nested ones.
 */
export function select(event: HoneyHiveEvent, paths: readonly string[]): HoneyHiveEvent {
	const selected = valuesAt(event, paths);
	for (const name of timeFields) {
		if (name in selected && paths.includes(name)) selected[name] = readableTime(selected[name]);
	}
	return selected;
}

/** HoneyHive states these in UTC milliseconds, which nobody can read. Raw events keep them. */
const timeFields = ['start_time', 'end_time'];

function valuesAt(event: HoneyHiveEvent, paths: readonly string[]): HoneyHiveEvent {
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

/** Puts a value at a path. Where an outer path was put before, it already includes the inner one. */
function put(target: HoneyHiveEvent, segments: readonly string[], value: unknown): void {
	const [head, ...rest] = segments;
	if (head === undefined) return;
	if (rest.length === 0) {
		setProperty(target, head, value);
		return;
	}
	if (!Object.hasOwn(target, head)) setProperty(target, head, {});
	const inner = target[head];
	if (isObject(inner)) put(inner, rest, value);
}

/** A time of an event in ISO 8601 and UTC. One that cannot be read is returned as it is. */
function readableTime(value: unknown): unknown {
	const time = readTime(value);
	return time === undefined ? (value ?? null) : toIso(time);
}
