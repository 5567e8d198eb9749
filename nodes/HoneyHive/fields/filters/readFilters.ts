import { isObject } from '../../events/event';
import {
	comparisonOperators,
	filterTypes,
	isPresenceOperator,
	presenceOperators,
	type Filter,
	type FilterOperator,
	type FilterRules,
	type FilterType,
} from '../../events/filter';
import type { Generation } from '../../events/generation';
import { display, messageOf, Refusal } from '../../events/refusal';
import { toIso } from '../../events/time';
import { locatedValue, type Parameters } from '../parameters';
import { readDateTime } from '../values/dateTime';
import { isEmpty } from '../values/empty';
import { rowsOf } from '../values/rows';
import { isLeftEmpty, kindOf } from '../values/text';
import { filterTypeChoices } from './filters';
import { readFilterValue } from './filterValue';

/**
 * Reads the user's conditions into filters that the generation accepts.
 *
 * @throws Refusal that names the condition and its part
 */
export function readFilters(parameters: Parameters, generation: Generation): Filter[] {
	const read = (rows: unknown[], label: string) =>
		rows.map((row, index) =>
			readFilter(row, `${label} ${index + 1}`, generation, parameters.timezone),
		);
	switch (filterTypeChoices.read('Filter', parameters.get('filterType'), 'none')) {
		case 'manual':
			return read(rowsOf(parameters.get('filters'), 'conditions'), "'Filters' condition");
		case 'json':
			return read(jsonRows(parameters.get('filtersJson')), "'Filters (JSON)' entry");
		case 'none':
			return [];
	}
}

const jsonExample =
	'Enter a list such as [{"field": "event_type", "operator": "is", "value": "model", "type": "string"}].';

/** A JSON parameter is text, or already a value if an expression returns one. */
function jsonRows(value: unknown): unknown[] {
	if (isLeftEmpty('Filters (JSON)', value)) return [];
	const rows = typeof value === 'string' ? parse(value) : value;
	if (Array.isArray(rows)) return rows;
	throw new Refusal(`'Filters (JSON)' is not a list: it is ${display(rows)}`, jsonExample);
}

function parse(text: string): unknown {
	if (text.trim() === '') return [];
	try {
		return JSON.parse(text);
	} catch (error) {
		throw notJson(error);
	}
}

function notJson(error: unknown): Refusal {
	return new Refusal(`'Filters (JSON)' is not valid JSON: ${messageOf(error)}`, jsonExample);
}

function readFilter(row: unknown, label: string, generation: Generation, timezone: string): Filter {
	if (!isObject(row))
		throw new Refusal(`${label} is not a filter: it is ${display(row)}`, jsonExample);
	const field = readField(row, label);
	const type = readType(row, label, generation);
	const operator = readOperator(row, label, type, generation);
	if (isPresenceOperator(operator)) return { field, type, operator };
	if (isEmpty(row.value)) {
		throw new Refusal(
			`${label} has no 'Value'`,
			"Enter the value to compare the field with, or choose the operator 'exists' or 'not exists' if the API version has them.",
		);
	}
	const value =
		type === 'datetime'
			? toIso(readDateTime(`${label}'s 'Value'`, row.value, timezone).toMillis())
			: readFilterValue(row.value, type, label);
	return { field, type, operator, value };
}

function readField(row: Record<string, unknown>, label: string): string {
	const field = locatedValue(row.field);
	if (typeof field === 'string' && field.trim() !== '') return field.trim();
	const isMissing = isEmpty(field) || typeof field === 'string';
	throw new Refusal(
		isMissing
			? `${label} has no 'Field'`
			: `${label} has a 'Field' that is ${kindOf(field)} but must be text: ${display(field)}`,
		'Enter the path of the field to compare, e.g. event_type or metadata.cost.',
	);
}

function readType(
	row: Record<string, unknown>,
	label: string,
	{ filterRules, label: generationLabel }: Generation,
): FilterType {
	const accepted = filterTypes.filter((type) => filterRules[type]);
	const type = accepted.find((candidate) => candidate === (row.type ?? typeOf(row.value)));
	if (type) return type;
	throw new Refusal(
		`${label} has the 'Type' ${display(row.type)}, which ${generationLabel} does not support`,
		`Choose one of: ${accepted.join(', ')}.`,
	);
}

/** The type of a JSON filter that names none. */
function typeOf(value: unknown): FilterType {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : 'string';
}

const allOperators: readonly FilterOperator[] = [...presenceOperators, ...comparisonOperators];

function readOperator(
	row: Record<string, unknown>,
	label: string,
	type: FilterType,
	{ filterRules, label: generationLabel }: Generation,
): FilterOperator {
	const operator = allOperators.find((candidate) => candidate === row.operator);
	if (operator && accepts(filterRules, type, operator)) return operator;
	throw new Refusal(
		isEmpty(row.operator)
			? `${label} has no 'Operator'`
			: `${label} has the 'Operator' ${display(row.operator)}, which ${generationLabel} does not support for the type ${type}`,
		`Choose one of: ${(filterRules[type] ?? []).join(', ')}.`,
	);
}

function accepts(rules: FilterRules, type: FilterType, operator: FilterOperator): boolean {
	return rules[type]?.includes(operator) ?? false;
}
