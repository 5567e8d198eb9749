import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { credentialType, readCredential } from '../api/credential/credential';
import { generations } from '../api/generations';
import { filterOperators, filterTypes, type FilterRules } from '../events/filter';
import { generationsWith } from '../events/filterRules';
import { knownTypeOf } from '../fields/eventFields';
import { automatic } from '../fields/filters/automaticType';
import { editorWords } from '../fields/filters/words';
import { locatedValue } from '../fields/parameters';
import { toNodeError } from '../nodeError';

/** Fills a filter row's types with those that the credential's generation accepts. */
export async function getFilterTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rules = await rulesOf(this);
	const types = filterTypes.filter((type) => rules[type]);
	return [
		{ name: 'Automatic', value: automatic, description: 'By the field, or else by the value' },
		...types.map((value) => ({
			name: editorWords.type(value),
			value,
			...(value === 'id' && { description: 'Rarely used: event_id and session_id are Text' }),
		})),
	];
}

/**
 * Fills a filter row's operators with those that its type can have: first those that the credential's
 * generation accepts, then those that need another one.
 */
export async function getFilterOperators(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rules = await rulesOf(this);
	const chosen = this.getCurrentNodeParameter('&type');
	const type =
		filterTypes.find((candidate) => candidate === chosen) ??
		knownTypeOf(locatedValue(this.getCurrentNodeParameter('&field')));
	const types = type ? [type] : filterTypes;
	const accepted = filterOperators.filter((operator) =>
		types.some((candidate) => rules[candidate]?.includes(operator)),
	);
	const others = filterOperators.filter((operator) => !accepted.includes(operator));
	return [
		...accepted.map((value) => ({ name: editorWords.operator(value), value })),
		...others.flatMap((value) => {
			const needed = generationsWith(types, value);
			if (needed === '') return [];
			return [{ name: editorWords.operator(value), value, description: `Needs ${needed}` }];
		}),
	];
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
