import { display, Refusal } from '../../events/refusal';
import { readNumber } from './number';

/**
 * Reads a whole number within bounds. Text that spells one, as an expression may return, is accepted.
 *
 * @throws Refusal that names the field by its label
 */
export function readWholeNumber(
	label: string,
	value: unknown,
	{ min, max = Infinity }: { readonly min: number; readonly max?: number },
): number {
	const number = readNumber(value);
	if (number !== undefined && Number.isSafeInteger(number) && number >= min && number <= max) {
		return number;
	}
	const bounds = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
	throw new Refusal(
		`'${label}' is ${display(value)} but must be a whole number, ${bounds}`,
		`Enter a whole number, ${bounds}.`,
	);
}
