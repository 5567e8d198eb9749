import type { HoneyHiveEvent } from './event';
import { flatten } from './flatten';
import { select } from './select';
import { simplify } from './simplify';

/** What becomes of an event on its way into an item. */
export type Output =
	| { readonly kind: 'raw'; readonly flatten: boolean }
	| { readonly kind: 'simplified' }
	| { readonly kind: 'selected'; readonly paths: readonly string[]; readonly flatten: boolean };

export type Shape = (event: HoneyHiveEvent) => HoneyHiveEvent;

export function shapeOf(output: Output): Shape {
	switch (output.kind) {
		case 'raw':
			return output.flatten ? flatten : (event) => event;
		case 'simplified':
			return simplify;
		case 'selected': {
			const { paths } = output;
			return output.flatten
				? (event) => flatten(select(event, paths))
				: (event) => select(event, paths);
		}
	}
}

/**
 * Fields that the server may leave out the others for; undefined asks for whole events. The start
 * is always among them: events are put in order by it.
 */
export function projectionsOf(output: Output): string[] | undefined {
	return output.kind === 'selected' ? [...new Set([...output.paths, 'start_time'])] : undefined;
}
