import type { FilterOperator, FilterType } from '../../events/filter';
import { knownTypeOf } from '../eventFields';

/** The choice that leaves the type to the node. */
export const automatic = 'automatic';

/** Operators that only one type has. */
const typesByOperator: Readonly<Partial<Record<FilterOperator, FilterType>>> = {
	contains: 'string',
	'not contains': 'string',
	'greater than': 'number',
	'less than': 'number',
	after: 'datetime',
	before: 'datetime',
};

/** The type of a condition for which none was chosen: by its field, else by its operator, else by its value. */
export function automaticTypeOf(
	field: string,
	operator: FilterOperator,
	value: unknown,
): FilterType {
	return knownTypeOf(field) ?? typesByOperator[operator] ?? typeOf(value);
}

function typeOf(value: unknown): FilterType {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** A number as people write it. One that is longer, or has leading zeros, is an ID. */
const number = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;

/** What was meant by the value of a row, whose input takes text for every type. */
export function meaningOf(value: unknown): unknown {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	return number.test(text) ? Number(text) : value;
}
