import type { IExecuteFunctions } from 'n8n-workflow';

/** What a reader of fields needs of n8n, whichever kind of node asks. */
export interface Parameters {
	/**
	 * The value of a parameter with its expressions resolved: undefined when it is not set, null when
	 * its expression gave nothing.
	 */
	get(name: string): unknown;
	/** IANA name of the workflow's time zone, in which its dates are written. */
	readonly timezone: string;
}

/** Cannot be the value of a parameter. */
const notSet = 'n8n-nodes-honeyhive: not set';

/** The parameters of a node as one input item sees them. */
export function parametersOf(context: IExecuteFunctions, item: number): Parameters {
	return {
		get: (name) => {
			// Without a fallback n8n throws for a parameter that the editor does not show.
			const value = context.getNodeParameter(name, item, notSet, { extractValue: true });
			return value === notSet ? undefined : (value ?? null);
		},
		timezone: context.getTimezone(),
	};
}
