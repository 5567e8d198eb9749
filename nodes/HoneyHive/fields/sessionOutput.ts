import type { INodeProperties } from 'n8n-workflow';

import { readChoice, readSwitch } from './values/choice';
import type { Parameters } from './parameters';

export const sessionOutputFields: INodeProperties[] = [
	{
		displayName: 'Return As',
		name: 'as',
		type: 'options',
		options: [
			{
				name: 'Tree',
				value: 'tree',
				description: 'One item: the session, with its events nested under children and its totals',
			},
			{
				name: 'In Order',
				value: 'list',
				description: 'One item for each event, in order of their start',
			},
		],
		default: 'tree',
		description: 'How to return the events of the session',
	},
];

export const includeTotalsOption: INodeProperties = {
	displayName: 'Include Totals',
	name: 'includeTotals',
	type: 'boolean',
	displayOptions: { show: { '/as': ['list'] } },
	default: false,
	description: "Whether to add the session's totals to the first item",
};

/** A tree always has totals; in a list they are a column of their own, which not everybody wants. */
export type SessionOutput =
	| { readonly kind: 'tree' }
	| { readonly kind: 'list'; readonly totals: boolean };

/** @throws Refusal when an expression gives what is no choice */
export function readSessionOutput(parameters: Parameters): SessionOutput {
	const choices = { tree: 'Tree', list: 'In Order' };
	const kind = readChoice('Return As', parameters.get('as'), choices, 'tree');
	if (kind === 'tree') return { kind };
	const totals = readSwitch('Include Totals', parameters.get('options.includeTotals'));
	return { kind, totals };
}
