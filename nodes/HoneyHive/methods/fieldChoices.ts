import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { knownFields, knownObjects } from '../fields/eventFields';
import { listProjectFields, type ProjectFields } from './projectFields';

/**
 * Fills the list of a field with the well-known fields and the project's own that contain the text that
 * the user types. If none does, the text itself can be chosen.
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

/** Fills the choice of fields to return. Event ID is not among them, because it is always included. */
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
 * Says in the list why it is incomplete. An error would hide the well-known fields, and in a choice of
 * several fields also the text input. Choosing this entry chooses nothing.
 */
function notes({ reasons }: ProjectFields): Array<{ name: string; value: string }> {
	// The reason comes first, because the editor truncates a long name.
	return reasons.map((reason) => ({ name: `${reason} (the list is incomplete)`, value: '' }));
}
