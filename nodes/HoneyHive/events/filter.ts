import { z } from 'zod';

/** What a filter's field contains. Only the oldest generation knows `id`. */
export const filterTypes = ['string', 'number', 'boolean', 'datetime', 'id'] as const;
export type FilterType = (typeof filterTypes)[number];

/** Operators that ask whether the field exists, and so need no value. */
export const presenceOperators = ['exists', 'not exists'] as const;

/** Operators that compare the field with a value. */
export const comparisonOperators = [
	'is',
	'is not',
	'contains',
	'not contains',
	'greater than',
	'less than',
	'after',
	'before',
] as const;

export const filterOperators = [...comparisonOperators, ...presenceOperators] as const;
export type FilterOperator = (typeof filterOperators)[number];

const subject = { field: z.string().min(1), type: z.enum(filterTypes) };

/** One condition on an event. Several are combined with AND; the API has no OR. */
export const filterSchema = z.union([
	z.object({ ...subject, operator: z.enum(presenceOperators) }),
	z.object({
		...subject,
		operator: z.enum(comparisonOperators),
		/** For `datetime` an ISO 8601 string in UTC. */
		value: z.union([z.string(), z.number(), z.boolean()]),
	}),
]);
export type Filter = z.infer<typeof filterSchema>;

export function isText(field: string, value: string): Filter {
	return { field, type: 'string', operator: 'is', value };
}

/** Each session has one event of its own. */
export const onlySessions = isText('event_type', 'session');

/** Which operators a generation accepts for each type of field; it refuses a type that is not listed. */
export type FilterRules = Readonly<Partial<Record<FilterType, readonly FilterOperator[]>>>;

export function isPresenceOperator(
	operator: FilterOperator,
): operator is (typeof presenceOperators)[number] {
	return presenceOperators.some((presence) => presence === operator);
}
