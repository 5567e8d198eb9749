import { isObject, type HoneyHiveEvent } from '../event';
import { setProperty } from './property';

/**
 * Turns nested objects into columns with dotted names: `{metadata: {cost: 1}}` becomes
 * `{'metadata.cost': 1}`. Lists stay as they are, and so do empty objects. When two fields would get
 * the same name, underscores are appended to the later one, so none is lost.
 */
export function flatten(event: HoneyHiveEvent): HoneyHiveEvent {
	const row: HoneyHiveEvent = {};
	addColumns(row, event, '');
	return row;
}

function addColumns(row: HoneyHiveEvent, object: Record<string, unknown>, prefix: string): void {
	for (const [key, value] of Object.entries(object)) {
		const name = prefix + key;
		if (isObject(value) && Object.keys(value).length > 0) addColumns(row, value, `${name}.`);
		else addColumn(row, name, value);
	}
}

function addColumn(row: HoneyHiveEvent, name: string, value: unknown): void {
	let column = name;
	while (Object.hasOwn(row, column)) column += '_';
	setProperty(row, column, value);
}
