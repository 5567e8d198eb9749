import type { FilterType } from '../../events/filter';
import { display, Refusal } from '../../events/refusal';
import { readNumber } from '../values/number';

/**
 * Reads a filter's value according to its type. Text that spells a number or a boolean is accepted,
 * because expressions often return text.
 *
 * @throws Refusal when the value is of another type
 */
export function readFilterValue(
	value: unknown,
	type: Exclude<FilterType, 'datetime'>,
	label: string,
): string | number | boolean {
	const read = readers[type](value);
	if (read !== undefined) return read;
	throw new Refusal(
		`${label} has the 'Value' ${display(value)}, which is not ${names[type]}`,
		`Enter ${names[type]}, or choose another 'Type'.`,
	);
}

const names = {
	string: 'text',
	id: 'text',
	number: 'a number',
	boolean: 'a boolean (true or false)',
};

const readers = { string: readText, id: readText, number: readNumber, boolean: readBoolean };

function readText(value: unknown): string | undefined {
	return typeof value === 'object' ? undefined : String(value);
}

function readBoolean(value: unknown): boolean | undefined {
	if (value === 'true') return true;
	if (value === 'false') return false;
	return typeof value === 'boolean' ? value : undefined;
}
