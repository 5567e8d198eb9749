import { isObject } from '../../events/event';
import { display, messageOf, Refusal } from '../../events/refusal';
import type { EventChanges } from '../../events/update';
import { readFilterValue } from '../filters/filterValue';
import type { Parameters } from '../parameters';
import { isEmpty } from '../values/empty';
import { rowsOf } from '../values/rows';
import { readName } from './name';
import { updateGroups, updateTypeChoices, valueTypeChoices, type UpdateGroup } from './updates';
import { readUpdatesJson } from './updatesJson';

/**
 * Reads what to write to an event.
 *
 * @throws Refusal that names the value, also for what HoneyHive would silently ignore, and if nothing
 * would be written
 */
export function readUpdates({ get }: Parameters): EventChanges {
	switch (updateTypeChoices.read('Update Type', get('updateType'), 'manual')) {
		case 'manual':
			return readGroups(get('updates'));
		case 'json':
			return readUpdatesJson(get('updatesJson'));
	}
}

function readGroups(updates: unknown): EventChanges {
	const changes = updateGroups
		.map((group) => [group.field, readRows(rowsOf(updates, group.name), group)] as const)
		.filter(([, values]) => Object.keys(values).length > 0);
	if (changes.length > 0) return Object.fromEntries(changes);
	throw new Refusal(
		"'Updates' is empty, so there is nothing to write",
		'Add a metric, feedback, metadata or a user property.',
	);
}

function readRows(rows: readonly unknown[], group: UpdateGroup): Record<string, unknown> {
	const values = new Map<string, unknown>();
	for (const [index, row] of rows.entries()) {
		for (const [name, value] of readRow(isObject(row) ? row : {}, index + 1, group)) {
			if (values.has(name)) throw repeated(group, name);
			values.set(name, value);
		}
	}
	// Unlike an assignment, this keeps a name such as __proto__.
	return Object.fromEntries(values);
}

function readRow(
	row: Record<string, unknown>,
	position: number,
	{ displayName, defaultType }: UpdateGroup,
): Array<readonly [name: string, value: unknown]> {
	const name = readName(row.name, `${displayName} ${position}`);
	const type = valueTypeChoices.read(`${displayName} ${position} → Type`, row.type, defaultType);
	const label = `${displayName} ${display(name)}`;
	if (isEmpty(row.value)) {
		throw new Refusal(`${label} has no 'Value'`, 'Enter the value to write, or remove the row.');
	}
	const value =
		type === 'json' ? readJsonValue(row.value, label) : readFilterValue(row.value, type, label);
	const { explanation } = row;
	if (isEmpty(explanation)) return [[name, value]];
	return [
		[name, value],
		[`${name}_explanation`, readFilterValue(explanation, 'string', `${label} → Explanation`)],
	];
}

/** Text is JSON, as in every field for it; an expression may also return the value itself. */
function readJsonValue(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch (error) {
		throw notJson(error, label);
	}
}

function notJson(error: unknown, label: string): Refusal {
	return new Refusal(
		`${label} has a 'Value' that is not valid JSON: ${messageOf(error)}`,
		'Enter JSON such as {"words": 12}, or choose another \'Type\'.',
	);
}

function repeated({ displayName }: UpdateGroup, name: string): Refusal {
	return new Refusal(
		`${displayName} ${display(name)} is there twice`,
		"Remove one of them. The explanation of a metric takes the metric's name with _explanation.",
	);
}
