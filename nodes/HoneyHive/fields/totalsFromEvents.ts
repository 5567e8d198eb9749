import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { readSwitch } from './values/choice';

export const totalsFromEventsField: INodeProperties = {
	displayName: 'Totals From Events',
	name: 'totalsFromEvents',
	type: 'boolean',
	default: false,
	description:
		"Whether to add up duration, cost, tokens, events and failures from the sessions' events, because what HoneyHive states about a session is often missing or late. Reads all events since the first of these sessions, up to an hour after 'To'.",
};

/** @throws Refusal when an expression returns something that is not a switch */
export function readTotalsFromEvents({ get }: Parameters): boolean {
	return readSwitch('Totals From Events', get('totalsFromEvents'));
}
