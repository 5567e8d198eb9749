import { display, Refusal } from '../../events/refusal';

/**
 * Reads a whole number within bounds; a text that spells one, as an expression may give, counts.
 *
 * @throws Refusal that names the field by its label
 */
export function readWholeNumber(label: string, value: unknown, min: number, max: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (
		typeof number === 'number' &&
		Number.isSafeInteger(number) &&
		number >= min &&
		number <= max
	) {
		return number;
	}
	const bounds = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
	throw new Refusal(
		`'${label}' is ${display(value)} but must be a whole number, ${bounds}`,
		`Enter a whole number, ${bounds}.`,
	);
}
