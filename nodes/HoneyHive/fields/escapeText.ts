import type { INodeProperties } from 'n8n-workflow';

import type { EscapeFor } from '../events/shape/boundedText';
import type { Parameters } from './parameters';
import { choices } from './values/choice';

const destinations = choices<EscapeFor>([
	{ name: 'None', value: 'none', description: 'Return texts as they are in the events' },
	{
		name: 'Slack',
		value: 'slack',
		description: 'For Slack messages: mentions, links and back-ticks in a text stay plain text',
	},
]);

/** What a model or a user wrote can mention a channel or pose as a link, unless it is escaped. */
export const escapeTextOption: INodeProperties = {
	displayName: 'Escape Text For',
	name: 'escapeTextFor',
	type: 'options',
	options: destinations.options,
	default: 'none',
	description: 'Where to use the texts, so that nothing in them is read as markup there',
};

/** @throws Refusal when an expression returns something that is not a choice */
export function readEscapeFor({ get }: Parameters): EscapeFor {
	return destinations.read('Escape Text For', get('options.escapeTextFor'), 'none');
}
