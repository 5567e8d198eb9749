import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { choices, readSwitch } from './values/choice';

const formats = choices([
	{
		name: 'Tree',
		value: 'tree',
		description: 'One item: the session with its totals, and its events nested under children',
	},
	{
		name: 'List',
		value: 'list',
		description: 'One item for each event, in the order of their start',
	},
]);

export const sessionOutputFields: INodeProperties[] = [
	{
		displayName: 'Session Format',
		name: 'sessionFormat',
		type: 'options',
		options: formats.options,
		default: 'tree',
		description: 'How to return the events of the session',
	},
];

export const includeTotalsOption: INodeProperties = {
	displayName: 'Include Totals',
	name: 'includeTotals',
	type: 'boolean',
	displayOptions: { show: { '/sessionFormat': ['list'] } },
	default: false,
	description: "Whether to add the session's totals to the first item",
};

/** A tree always has totals. In a list they are a column of their own, which is optional. */
export type SessionOutput =
	| { readonly kind: 'tree' }
	| { readonly kind: 'list'; readonly totals: boolean };

/** @throws Refusal when an expression returns something that is not a choice */
export function readSessionOutput({ get }: Parameters): SessionOutput {
	const kind = formats.read('Session Format', get('sessionFormat'), 'tree');
	if (kind === 'tree') return { kind };
	return { kind, totals: readSwitch('Include Totals', get('options.includeTotals')) };
}
