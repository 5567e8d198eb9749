import type { HoneyHiveEvent } from '../event';
import type { LinkOf } from '../link';
import { flatten } from './flatten';
import { select } from './select';
import { simplify, type SimplifyOptions } from './simplify';

/** What the user wants to get of each event. */
export type Output =
	| { readonly kind: 'raw'; readonly flatten: boolean }
	| ({ readonly kind: 'simplified' } & SimplifyOptions)
	| { readonly kind: 'selected'; readonly paths: readonly string[]; readonly flatten: boolean };

/** Turns an event into the JSON of an item. */
export type Shape = (event: HoneyHiveEvent) => HoneyHiveEvent;

export function shapeOf(output: Output, linkOf: LinkOf): Shape {
	switch (output.kind) {
		case 'raw':
			return output.flatten ? flatten : (event) => event;
		case 'simplified':
			return (event) => simplify(event, output, linkOf);
		case 'selected': {
			const { paths } = output;
			return output.flatten
				? (event) => flatten(select(event, paths))
				: (event) => select(event, paths);
		}
	}
}

/** Fields that an item has in addition to those of an event, in the same form. */
export function furtherFields(fields: HoneyHiveEvent, output: Output): HoneyHiveEvent {
	return output.kind !== 'simplified' && output.flatten ? flatten(fields) : fields;
}

/**
 * The only fields that the server needs to return; undefined for whole events. The start is always
 * among them, because events are put in order by it.
 */
export function projectionsOf(output: Output): string[] | undefined {
	return output.kind === 'selected' ? [...new Set([...output.paths, 'start_time'])] : undefined;
}

/** Fields of an event that are not objects or lists. */
const plainFields = [
	'event_id',
	'session_id',
	'parent_id',
	'event_type',
	'event_name',
	'start_time',
	'end_time',
	'duration',
	'error',
	'source',
	'project_id',
];

/** Fields that contain further fields, which become columns of their own. */
const nestingFields = [
	'config',
	'feedback',
	'inputs',
	'metadata',
	'metrics',
	'outputs',
	'user_properties',
];

/** The columns that a table of such events begins with; the events may add more. */
export function leadingColumns(output: Output): readonly string[] {
	switch (output.kind) {
		case 'raw':
			return plainFields;
		case 'selected':
			return output.paths.filter((path) => !nestingFields.includes(path));
		case 'simplified':
			return Object.keys(simplify({}, output, () => undefined));
	}
}
