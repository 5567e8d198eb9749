import type { Parameters } from '../../nodes/HoneyHive/fields/parameters';

/** Parameters as a node has them, from plain values under their full names. */
export function parametersFrom(values: Record<string, unknown>, timezone = 'UTC'): Parameters {
	return { get: (name) => values[name], timezone };
}
