import type { INodeProperties } from 'n8n-workflow';

import { shownWhen } from './options';
import type { Parameters } from './parameters';
import { readSwitch } from './values/choice';

export const countToolFailuresOption: INodeProperties = {
	displayName: 'Count Tool Failures',
	name: 'countToolFailures',
	type: 'boolean',
	default: false,
	description:
		'Whether a tool that reports a failure in metadata.tool.status, or a return code other than 0, counts as failed even if its event has no error',
};

/** The same, for an operation that only chooses events by it. */
export const countToolFailuresForStatusOption = shownWhen(countToolFailuresOption, {
	'/status': ['failed', 'succeeded'],
});

/** @throws Refusal when an expression returns something that is not a switch */
export function readCountToolFailures({ get }: Parameters): boolean {
	return readSwitch('Count Tool Failures', get('options.countToolFailures'));
}
