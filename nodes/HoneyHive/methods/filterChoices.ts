import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { credentialType, readCredential } from '../api/credential/credential';
import { generations } from '../api/generations';
import {
	filterTypes,
	type FilterOperator,
	type FilterRules,
	type FilterType,
} from '../events/filter';
import { toNodeError } from '../nodeError';

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

/** Fills a filter row's types with those that the credential's generation accepts. */
export async function getFilterTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rules = await rulesOf(this);
	return filterTypes
		.filter((type) => rules[type])
		.map((value) => ({ name: typeNames[value], value }));
}

/** Fills a filter row's operators with those that the credential's generation accepts for its type. */
export async function getFilterOperators(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rules = await rulesOf(this);
	const chosen = this.getCurrentNodeParameter('&type');
	const type = filterTypes.find((candidate) => candidate === chosen) ?? 'string';
	return (rules[type] ?? []).map((value) => ({ name: operatorNames[value], value }));
}

/** Until a credential is chosen, those of the generation that goes with its default Base URL. */
async function rulesOf(context: ILoadOptionsFunctions): Promise<FilterRules> {
	if (!context.getNode().credentials?.[credentialType]) return generations.export.filterRules;
	try {
		return (await readCredential(context)).generation.filterRules;
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
