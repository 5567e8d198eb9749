import type { FilterOperator, FilterRules, FilterType } from './filter';
import { generationLabels, generationNames, type GenerationName } from './generation';

/**
 * Cloud V1 documents the same operators for every type. Those that cannot hold are left out, such as a
 * number that contains something.
 */
const cloudV1: FilterRules = {
	string: ['is', 'is not', 'contains', 'not contains'],
	number: ['is', 'is not', 'greater than'],
	boolean: ['is', 'is not'],
	id: ['is', 'is not'],
};

const v1: FilterRules = {
	string: ['is', 'is not', 'contains', 'not contains', 'exists', 'not exists'],
	number: ['is', 'is not', 'greater than', 'less than', 'exists', 'not exists'],
	boolean: ['is', 'exists', 'not exists'],
	datetime: ['is', 'is not', 'after', 'before', 'exists', 'not exists'],
};

export const filterRules: Readonly<Record<GenerationName, FilterRules>> = {
	export: cloudV1,
	exportV1: v1,
	search: v1,
};

/** The generations with this operator for one of these types, as the user knows them: "A or B". Empty if none has it. */
export function generationsWith(types: readonly FilterType[], operator: FilterOperator): string {
	return generationNames
		.filter((name) => types.some((type) => filterRules[name][type]?.includes(operator)))
		.map((name) => generationLabels[name])
		.join(' or ');
}
