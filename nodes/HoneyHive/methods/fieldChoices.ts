import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { knownFields, knownObjects, type KnownField } from '../fields/eventFields';
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
	const found = choicesOf(knownFields, own).filter(({ name, value }) =>
		[name, value].some((words) => words.toLowerCase().includes(text)),
	);
	const typed = { name: filter.trim(), value: filter.trim() };
	return { results: [...notes(own), ...(found.length > 0 ? found : [typed])] };
}

/** Fills the choice of fields to return. Event ID is not among them, because it is always included. */
export async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const own = await listProjectFields(this);
	const known = [...knownFields, ...knownObjects];
	known.sort((one, other) => one.name.localeCompare(other.name));
	const choices = choicesOf(known, own).filter(({ value }) => value !== 'event_id');
	return [...notes(own), ...choices];
}

/** The well-known fields, then those of the project. Each has one name, whichever list it is in. */
function choicesOf(known: readonly KnownField[], { paths }: ProjectFields): FieldChoice[] {
	return [...new Set([...known.map(({ path }) => path), ...paths])].map(choiceOf);
}

function choiceOf(path: string): FieldChoice {
	const known = [...knownFields, ...knownObjects].find((field) => field.path === path);
	return known ? { name: known.name, value: path, description: path } : { name: path, value: path };
}

type FieldChoice = INodePropertyOptions & { readonly value: string };

/**
 * Says in the list why it is incomplete. An error would hide the well-known fields, and in a choice of
 * several fields also the text input. Choosing this entry chooses nothing.
 */
function notes({ reasons }: ProjectFields): Array<{ name: string; value: string }> {
	// The reason comes first, because the editor truncates a long name.
	return reasons.map((reason) => ({ name: `${reason} (the list is incomplete)`, value: '' }));
}
