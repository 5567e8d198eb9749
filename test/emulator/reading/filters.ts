import { isFields, type HoneyHiveEvent } from '../data/event';
import { readEventTime } from '../data/times';

export const OPERATORS = [
	'exists',
	'not exists',
	'is',
	'is not',
	'contains',
	'not contains',
	'greater than',
	'less than',
	'after',
	'before',
] as const;
export type Operator = (typeof OPERATORS)[number];
export type FilterType = 'string' | 'number' | 'boolean' | 'datetime' | 'id';

export interface Filter {
	field: string;
	operator: Operator;
	value: string | number | boolean | null;
	type: FilterType;
}

/** The top-level key of an event that the filter reads. */
export function keyOf(filter: Filter): string {
	return filter.field.split('.')[0] ?? filter.field;
}

/**
 * The value at a dotted path, array positions included (`inputs.chat_history.0.content`). A key that
 * itself has dots is found too: the longest key that is really there wins.
 */
export function readPath(value: unknown, path: string): unknown {
	if (Array.isArray(value)) {
		const [position = '', ...rest] = path.split('.');
		if (!/^\d+$/.test(position)) return undefined;
		const element: unknown = value[Number(position)];
		return rest.length === 0 ? element : readPath(element, rest.join('.'));
	}
	if (!isFields(value)) return undefined;
	if (Object.hasOwn(value, path)) return value[path];
	for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
		const key = path.slice(0, dot);
		if (Object.hasOwn(value, key)) return readPath(value[key], path.slice(dot + 1));
	}
	return undefined;
}

/**
 * Whether the event passes. The documents name the operators and leave the rest open; here: text is
 * compared case-sensitively, `contains` is a substring test, a negation is also true of an absent
 * field, a comparison never is, null counts as absent.
 */
export function passes(event: HoneyHiveEvent, filter: Filter): boolean {
	const actual = readPath(event, filter.field) ?? undefined;
	switch (filter.operator) {
		case 'exists':
			return actual !== undefined;
		case 'not exists':
			return actual === undefined;
		case 'is':
			return equals(actual, filter);
		case 'is not':
			return !equals(actual, filter);
		case 'contains':
			return actual !== undefined && asText(actual).includes(String(filter.value));
		case 'not contains':
			return actual === undefined || !asText(actual).includes(String(filter.value));
		case 'greater than':
		case 'after':
			return compare(actual, filter) > 0;
		case 'less than':
		case 'before':
			return compare(actual, filter) < 0;
	}
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function equals(actual: unknown, filter: Filter): boolean {
	if (filter.value === null) return actual === undefined;
	if (actual === undefined) return false;
	return compare(actual, filter) === 0;
}

/** Below, at or above zero; NaN (no comparison holds) when the two cannot be compared. */
function compare(actual: unknown, filter: Filter): number {
	if (actual === undefined) return NaN;
	switch (filter.type) {
		case 'number':
			return asNumber(actual) - asNumber(filter.value);
		case 'datetime':
			return (readEventTime(actual) ?? NaN) - (readEventTime(filter.value) ?? NaN);
		case 'boolean':
			return asBoolean(actual) - asBoolean(filter.value);
		default: {
			const [left, right] = [asText(actual), String(filter.value)];
			return left === right ? 0 : left > right ? 1 : -1;
		}
	}
}

function asNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function asBoolean(value: unknown): number {
	const text = String(value);
	return text === 'true' ? 1 : text === 'false' ? 0 : NaN;
}
