import type { HoneyHiveEvent } from './event';

/** A value in an event, and the keys that lead to it. */
export interface Found {
	readonly keys: readonly string[];
	readonly value: unknown;
}

/** Parts of a path. The cost of finding a value grows with their square, for each event. */
export const maxSegments = 50;

/**
 * Finds the value at a dotted path. A number in a path is a position in a list. Keys can contain dots
 * themselves, such as an evaluator's "v1.2 score": the longest key that exists wins.
 */
export function find(value: unknown, segments: readonly string[]): Found | undefined {
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

/** Returns what reads the value at a dotted path: undefined when it is not there. */
export function readerOf(path: string): (event: HoneyHiveEvent) => unknown {
	const segments = path.split('.');
	return (event) => find(event, segments)?.value;
}

/**
 * Paths to request from a server, each once. One inside another that is requested is left out: some databases refuse
 * both.
 */
export function outermost(paths: readonly string[]): string[] {
	return [...new Set(paths)].filter((path) => !paths.some((outer) => path.startsWith(`${outer}.`)));
}
