import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { isObject } from '../events/event';

/** What a reader of fields needs from n8n, for both nodes. */
export interface Parameters {
	/**
	 * The value of a parameter with its expressions resolved: undefined when it is not set, null when its
	 * expression returned nothing.
	 */
	get(name: string): unknown;
	/** IANA name of the workflow's time zone, in which its dates are written. */
	readonly timezone: string;
}

/** Cannot be the value of a parameter. */
const notSet = 'n8n-nodes-honeyhive: not set';

// Without a fallback n8n throws for a parameter that the editor does not show.

/** The parameters of a node as one input item sees them. */
export function parametersOf(context: IExecuteFunctions, item: number): Parameters {
	return {
		get: (name) => read(context.getNodeParameter(name, item, notSet)),
		timezone: context.getTimezone(),
	};
}

/** The parameters of a trigger, which has no input items. */
export function parametersOfPoll(context: IPollFunctions): Parameters {
	return {
		get: (name) => read(context.getNodeParameter(name, notSet)),
		timezone: context.getTimezone(),
	};
}

function read(value: unknown): unknown {
	return value === notSet ? undefined : (locatedValue(value) ?? null);
}

/**
 * The value chosen in a resource locator; any other value as it is. n8n could extract it too, but not in
 * the rows of a fixed collection, and it throws for an option that the editor does not show.
 */
export function locatedValue(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}
