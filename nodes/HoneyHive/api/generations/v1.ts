import type { Filter, FilterRules } from '../../events/filter';

/** Operators by type, as API 1.1.0 and the v2 data plane both list them. */
export const typedFilterRules: FilterRules = {
	string: ['is', 'is not', 'contains', 'not contains', 'exists', 'not exists'],
	number: ['is', 'is not', 'greater than', 'less than', 'exists', 'not exists'],
	boolean: ['is', 'exists', 'not exists'],
	datetime: ['is', 'is not', 'after', 'before', 'exists', 'not exists'],
};

/** Values keep their JSON type; `value` is a required key, so a presence operator sends null. */
export function typedFilterBody(filter: Filter): Record<string, unknown> {
	return 'value' in filter ? filter : { ...filter, value: null };
}

/** Such events are in no date range. */
export const timelessFilter: Filter = {
	field: 'start_time',
	type: 'datetime',
	operator: 'not exists',
};
