import { isObject } from '../../events/event';
import { display, messageOf, Refusal } from '../../events/refusal';
import { updatableFields, type EventChanges } from '../../events/update';
import { readName } from './name';
import { updatesExample } from './updates';

const remedy = `Enter an object such as ${updatesExample}. It can have ${updatableFields.join(', ')}, each of them an object.`;

/**
 * Reads HoneyHive's own form of an update: text, or already a value if an expression returns one.
 *
 * @throws Refusal
 */
export function readUpdatesJson(value: unknown): EventChanges {
	const updates = typeof value === 'string' ? parse(value) : value;
	if (!isObject(updates)) {
		throw new Refusal(`'Updates (JSON)' is not an object: it is ${display(updates)}`, remedy);
	}
	const changes = Object.entries(updates)
		.map(([field, values]) => [field, readField(field, values)] as const)
		.filter(([, values]) => Object.keys(values).length > 0);
	if (changes.length > 0) return Object.fromEntries(changes);
	throw new Refusal("'Updates (JSON)' is empty, so there is nothing to write", remedy);
}

function parse(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch (error) {
		throw notJson(error);
	}
}

function notJson(error: unknown): Refusal {
	return new Refusal(`'Updates (JSON)' is not valid JSON: ${messageOf(error)}`, remedy);
}

/** Whatever HoneyHive would ignore with a 200 is refused, so that an update does what it says. */
function readField(field: string, values: unknown): Record<string, unknown> {
	if (!updatableFields.some((updatable) => updatable === field)) {
		throw new Refusal(
			`'Updates (JSON)' has ${display(field)}, which an update cannot change`,
			remedy,
		);
	}
	if (!isObject(values)) {
		throw new Refusal(
			`'Updates (JSON)' has ${display(values)} as ${field}, which is not an object`,
			remedy,
		);
	}
	if (field === 'outputs') return readOutputs(values);
	for (const [name, value] of Object.entries(values)) {
		readName(name, `'Updates (JSON)' → ${field}`);
		// An expression can return them, but JSON has neither: they would be left out, or become null.
		if (value !== undefined && !Number.isNaN(value)) continue;
		throw new Refusal(
			`'Updates (JSON)' has no value at ${field}.${name}`,
			'Enter a value, or leave the name out.',
		);
	}
	return values;
}

/** HoneyHive replaces outputs as a whole: without this, an empty result of an expression would delete them. */
function readOutputs(outputs: Record<string, unknown>): Record<string, unknown> {
	if (Object.keys(outputs).length > 0) return outputs;
	throw new Refusal(
		"'Updates (JSON)' has empty outputs, which would remove those of the event",
		'Leave outputs out, or enter an object with what they should be.',
	);
}
