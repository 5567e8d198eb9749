import type { FilterOperator, FilterType } from '../../events/filter';

/** What types and operators are called. */
export interface FilterWords {
	readonly type: (type: FilterType) => string;
	readonly operator: (operator: FilterOperator) => string;
}

const typeNames: Readonly<Record<FilterType, string>> = {
	string: 'Text',
	number: 'Number',
	boolean: 'Boolean',
	datetime: 'Date & Time',
	id: 'Object ID',
};

const operatorNames: Readonly<Record<FilterOperator, string>> = {
	is: 'Is',
	'is not': 'Is Not',
	contains: 'Contains',
	'not contains': 'Does Not Contain',
	'greater than': 'Is Greater Than',
	'less than': 'Is Less Than',
	after: 'Is After',
	before: 'Is Before',
	exists: 'Exists',
	'not exists': 'Does Not Exist',
};

/** As the editor's lists show them. */
export const editorWords: FilterWords = {
	type: (type) => typeNames[type],
	operator: (operator) => operatorNames[operator],
};

/** As in HoneyHive's filter JSON. */
export const jsonWords: FilterWords = { type: (type) => type, operator: (operator) => operator };
