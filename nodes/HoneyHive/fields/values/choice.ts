import { display, Refusal } from '../../events/refusal';

/**
 * Reads one of several choices. An expression can give anything: what is none of them is refused,
 * for taking the default instead would quietly drop what the user chose.
 *
 * @param choices the editor's name of each value
 * @param fallback taken when the parameter is not set
 * @throws Refusal that names the field by its label
 */
export function readChoice<T extends string>(
	label: string,
	value: unknown,
	choices: Readonly<Record<T, string>>,
	fallback?: NoInfer<T>,
): T {
	if (value === undefined && fallback !== undefined) return fallback;
	if (typeof value === 'string' && Object.hasOwn(choices, value)) return value as T;
	const values = Object.entries(choices).map(([choice, name]) => `${choice} (${String(name)})`);
	throw new Refusal(
		`'${label}' is ${display(value)}, which is none of its choices`,
		`Choose one in the editor; an expression must give one of: ${values.join(', ')}.`,
	);
}

/**
 * Reads a switch; the texts "true" and "false", as expressions often give them, count.
 *
 * @throws Refusal that names the field by its label
 */
export function readSwitch(label: string, value: unknown): boolean {
	if (value === undefined) return false;
	if (typeof value === 'boolean') return value;
	return readChoice(label, value, { true: 'on', false: 'off' }) === 'true';
}
