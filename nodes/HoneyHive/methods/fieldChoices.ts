import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { knownFields, knownObjects } from '../fields/knownFields';
import { listProjectFields, type ProjectFields } from './projectFields';

/**
 * Fills the list of a field with the well-known fields and the project's own, as far as they hold
 * the text that the user types. Where none does, the text itself can be taken.
 */
export async function searchFields(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const own = await listProjectFields(this);
	const text = filter.trim().toLowerCase();
	const known = knownFields.map(({ name, value }) => ({ path: String(value), label: name }));
	const others = ownPaths(
		own,
		known.map(({ path }) => path),
	).map((path) => ({ path, label: '' }));
	const found = [...known, ...others].filter(({ path, label }) =>
		[path, label].some((words) => words.toLowerCase().includes(text)),
	);
	const paths = found.length > 0 ? found.map(({ path }) => path) : [filter.trim()];
	return { results: [...notes(own), ...paths.map((path) => ({ name: path, value: path }))] };
}

/** Fills the choice of fields to return. Event ID is not among them: it always comes along. */
export async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const own = await listProjectFields(this);
	const known = [...knownFields, ...knownObjects].filter(({ value }) => value !== 'event_id');
	const values = ['event_id', ...known.map(({ value }) => String(value))];
	return [
		...notes(own),
		...known.sort((one, other) => one.name.localeCompare(other.name)),
		...ownPaths(own, values).map((path) => ({ name: path, value: path })),
	];
}

function ownPaths({ paths }: ProjectFields, known: readonly string[]): string[] {
	return paths.filter((path) => !known.includes(path));
}

/**
 * Says in the list why it is not complete: thrown, it would take the well-known fields away, and in a
 * choice of several the free text too. To choose it is to choose nothing.
 */
function notes({ reasons }: ProjectFields): Array<{ name: string; value: string }> {
	// The reason first: the editor cuts a long name off.
	return reasons.map((reason) => ({ name: `${reason} (the list is not complete)`, value: '' }));
}
