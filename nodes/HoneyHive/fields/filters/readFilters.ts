import { isObject } from '../../events/event';
import {
	filterOperators,
	filterTypes,
	isPresenceOperator,
	type Filter,
	type FilterOperator,
	type FilterType,
} from '../../events/filter';
import { generationsWith } from '../../events/filterRules';
import type { Generation } from '../../events/generation';
import { display, messageOf, Refusal } from '../../events/refusal';
import { toIso } from '../../events/time';
import { locatedValue, type Parameters } from '../parameters';
import { readDateTime } from '../values/dateTime';
import { isEmpty } from '../values/empty';
import { rowsOf } from '../values/rows';
import { isLeftEmpty, kindOf } from '../values/text';
import { automatic, automaticTypeOf, meaningOf } from './automaticType';
import { readFilterLink } from './filterLink';
import { readFilterType } from './filters';
import { readFilterValue } from './filterValue';
import { editorWords, jsonWords, type FilterWords } from './words';

/** Where a condition stands, and what it must fit. */
interface Place {
	/** Begins every message about it. */
	readonly label: string;
	readonly words: FilterWords;
	readonly generation: Generation;
	readonly timezone: string;
}

/**
 * Reads the user's conditions into filters that the generation accepts.
 *
 * @throws Refusal that names the condition and its part
 */
export function readFilters(parameters: Parameters, generation: Generation): Filter[] {
	const { timezone } = parameters;
	const read = (rows: readonly unknown[], label: string, words: FilterWords) =>
		rows.map((row, index) =>
			readFilter(row, { label: `${label} ${index + 1}`, words, generation, timezone }),
		);
	switch (readFilterType(parameters)) {
		case 'manual': {
			const rows = rowsOf(parameters.get('filters'), 'conditions');
			return read(rows, "'Filters' condition", editorWords);
		}
		case 'json':
			return read(jsonRows(parameters.get('filtersJson')), "'Filters (JSON)' entry", jsonWords);
		case 'link':
			return read(readFilterLink(parameters).rows, "'Link' filter", jsonWords);
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

function readFilter(row: unknown, place: Place): Filter {
	const { label, timezone } = place;
	if (!isObject(row))
		throw new Refusal(`${label} is not a filter: it is ${display(row)}`, jsonExample);
	const field = readField(row, label);
	const operator = readOperator(row, place);
	const type = readType(row, field, operator, place);
	if (!operatorsOf(type, place).includes(operator)) throw notAvailable(operator, type, place);
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

function readOperator(row: Record<string, unknown>, place: Place): FilterOperator {
	const operator = filterOperators.find((candidate) => candidate === row.operator);
	if (operator) return operator;
	const { label, words, generation } = place;
	const accepted = filterOperators.filter((candidate) =>
		filterTypes.some((type) => generation.filterRules[type]?.includes(candidate)),
	);
	throw new Refusal(
		isEmpty(row.operator)
			? `${label} has no 'Operator'`
			: `${label} has the 'Operator' ${display(row.operator)}, which does not exist`,
		`Choose one of: ${accepted.map(words.operator).join(', ')}.`,
	);
}

function readType(
	{ type: chosen, value }: Record<string, unknown>,
	field: string,
	operator: FilterOperator,
	{ label, words, generation }: Place,
): FilterType {
	const type =
		chosen === undefined || chosen === automatic
			? automaticTypeOf(field, operator, chosen === automatic ? meaningOf(value) : value)
			: filterTypes.find((candidate) => candidate === chosen);
	if (type && generation.filterRules[type]) return type;
	const accepted = filterTypes.filter((candidate) => generation.filterRules[candidate]);
	throw new Refusal(
		`${label} has the 'Type' ${type ? words.type(type) : display(chosen)}, which ${generation.label} does not support`,
		`Choose one of: ${accepted.map(words.type).join(', ')}.${type === 'datetime' ? " To filter by the start of events, use 'Date Range'." : ''}`,
	);
}

function operatorsOf(type: FilterType, { generation }: Place): readonly FilterOperator[] {
	return generation.filterRules[type] ?? [];
}

/** Another generation may have the operator. Otherwise such a comparison cannot hold. */
function notAvailable(operator: FilterOperator, type: FilterType, place: Place): Refusal {
	const { label, words, generation } = place;
	const needed = generationsWith([type], operator);
	const accepted = operatorsOf(type, place).map(words.operator).join(', ');
	const start = `${label} has the 'Operator' '${words.operator(operator)}', which`;
	return needed === ''
		? new Refusal(
				`${start} is not possible with the type ${words.type(type)}`,
				`Choose another 'Type', or one of: ${accepted}.`,
			)
		: new Refusal(
				`${start} needs ${needed}, but the credential has ${generation.label}`,
				`Choose one of: ${accepted}.`,
			);
}
