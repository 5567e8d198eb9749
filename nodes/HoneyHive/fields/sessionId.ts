import type { INodeProperties } from 'n8n-workflow';

import { linkTargetOf } from '../events/linkTarget';
import { display, Refusal } from '../events/refusal';
import type { Parameters } from './parameters';
import { readId } from './values/id';

export const sessionIdFields: INodeProperties[] = [
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description:
			"The session to get, by the session_id that its events share, e.g. caf77ace-3417-4da4-944d-f4a0688f3c23, or by a link to it from HoneyHive's app",
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a session...',
				typeOptions: { searchListMethod: 'searchSessions', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. caf77ace-3417-4da4-944d-f4a0688f3c23',
			},
			{
				displayName: 'By Link',
				name: 'link',
				type: 'string',
				placeholder: 'e.g. https://app.us.honeyhive.ai/p/.../traces/sessions?event=...',
			},
		],
	},
];

/**
 * Reads the ID of a session, or a link to one, whichever mode it was entered in.
 *
 * @throws Refusal when it is empty, cannot be an ID, or is a link to something else
 */
export function readSessionId(parameters: Parameters): string {
	const value = parameters.get('sessionId');
	const target = linkTargetOf(value);
	if (!target) return readId('Session ID', 'session_id', value);
	const { page, id } = target;
	if (page === 'sessions' && id !== undefined) return readId('Session ID', 'session_id', id);
	throw new Refusal(
		page === 'sessions'
			? "'Session ID' is a link to the list of sessions, not to one of them"
			: `'Session ID' is a link that does not lead to a session: its page is ${display(page)}`,
		"Open the session in HoneyHive's app and copy the link from there, or enter its session_id.",
	);
}
