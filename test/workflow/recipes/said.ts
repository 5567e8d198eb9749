import type { INodeExecutionData } from 'n8n-workflow';

import { onlyErrors } from '../../../nodes/HoneyHive/events/figures';
import { simplify } from '../../../nodes/HoneyHive/events/shape/simplify';

export type Item = Record<string, unknown>;

/** What the page promises for one block. */
export interface Said {
	/** Whether the block follows the previous one and receives its items. */
	readonly behind?: boolean;
	/** Checks the output. */
	readonly check: (items: readonly INodeExecutionData[]) => void;
}

export const jsonOf = (items: readonly INodeExecutionData[]): Item[] =>
	items.map(({ json }) => json);

export const namesOf = (items: readonly Item[]) => items.map(({ event_name }) => event_name);

export function expectNames(items: readonly Item[], ...names: string[]): void {
	expect(namesOf(items)).toEqual(names);
}

/** Every item has exactly these fields. */
export function expectFields(items: readonly Item[], ...fields: string[]): void {
	for (const item of items) expect(Object.keys(item).sort()).toEqual([...fields].sort());
}

const simplified = Object.keys(simplify({}, onlyErrors, () => undefined));

/** Simplified events of these names, newest first. */
export const simplifiedEvents = (...names: string[]): Said => ({
	check: (items) => {
		expectNames(jsonOf(items), ...names);
		expectFields(jsonOf(items), ...simplified);
	},
});

/** The same, after a Filter node kept only these. */
export const afterFilter = (
	keeps: (item: Item) => boolean,
	all: readonly string[],
	left: readonly string[],
): Said['check'] => {
	return (items) => {
		expectNames(jsonOf(items), ...all);
		expectNames(jsonOf(items).filter(keeps), ...left);
	};
};

export const below = (group: string, field: string, limit: number) => (item: Item) =>
	Number((item[group] as Item)[field]) < limit;
