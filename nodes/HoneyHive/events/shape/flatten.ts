import { isObject, type HoneyHiveEvent } from '../event';
import { DistinctNames } from './distinctNames';
import { setProperty } from './property';

/**
 * Characters of a name from which on an object stays a value. Each of its fields would repeat the name:
 * an event of 65 kB whose keys are long could fill 200 MB with names alone.
 */
const maxNameLength = 1000;

/**
 * Turns nested objects into columns with dotted names: `{metadata: {cost: 1}}` becomes
 * `{'metadata.cost': 1}`. Lists stay as they are, and so do empty objects and those whose name is long.
 * When two fields would get the same name, a number is appended to the later one, so none is lost.
 */
export function flatten(event: HoneyHiveEvent): HoneyHiveEvent {
	const row: HoneyHiveEvent = {};
	for (const [name, value] of columnsOf(event)) setProperty(row, name, value);
	return row;
}

/** The columns of a flattened event, in the order of its fields. */
export function columnsOf(event: HoneyHiveEvent): Map<string, unknown> {
	const columns = new Map<string, unknown>();
	const repeated: Array<readonly [name: string, value: unknown]> = [];
	visitColumns(event, (name, value) => {
		if (columns.has(name)) repeated.push([name, value]);
		else columns.set(name, value);
	});
	if (repeated.length === 0) return columns;
	const names = new DistinctNames();
	for (const name of columns.keys()) names.give(name);
	for (const [name, value] of repeated) columns.set(names.give(name), value);
	return columns;
}

/** Visits the columns of an event before two of the same name are told apart. */
function visitColumns(
	object: Readonly<Record<string, unknown>>,
	visit: (name: string, value: unknown) => void,
	prefix = '',
): void {
	for (const key in object) {
		const value = object[key];
		const name = prefix + key;
		if (isSpread(value, name)) visitColumns(value, visit, `${name}.`);
		else visit(name, value);
	}
}

/**
 * Whether the fields of a value become columns, instead of the value itself. Recursion ends where a name
 * is long, because each level makes it longer.
 */
export function isSpread(value: unknown, name: string): value is Record<string, unknown> {
	return isObject(value) && name.length < maxNameLength && Object.keys(value).length > 0;
}
