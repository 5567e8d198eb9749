import { display, Refusal } from '../../events/refusal';
import { faultOfPath } from '../values/path';

const remedy =
	'Enter a name such as helpfulness. It can contain single dots and spaces, because filters find the value at a path such as metrics.helpfulness.';

/**
 * Reads the name under which HoneyHive keeps a value. Names with dots are common, such as
 * strands.HelpfulnessEvaluator; what cannot be part of a path could be written, but not found again.
 *
 * @param what has the name, e.g. "Metric 1"
 * @throws Refusal
 */
export function readName(name: unknown, what: string): string {
	const text = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
	if (text === '') throw new Refusal(`${what} has no 'Name'`, remedy);
	const fault = faultOfPath(text);
	if (fault === undefined) return text;
	throw new Refusal(`${what} has the 'Name' ${display(text)}, which ${fault}`, remedy);
}
