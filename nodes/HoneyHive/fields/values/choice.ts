import { display, Refusal } from '../../events/refusal';

/** One entry of a dropdown. */
export interface Choice<Value extends string> {
	readonly name: string;
	readonly value: Value;
	readonly description?: string;
}

/** The entries of a dropdown, and the reader of what was chosen. */
export interface Choices<Value extends string> {
	/** For the dropdown's property. */
	readonly options: Array<Choice<Value>>;
	/**
	 * Reads what was chosen. An expression can give anything: what is not one of the choices is refused,
	 * because using the default instead would silently drop what the user chose.
	 *
	 * @param label the field as the editor shows it
	 * @param fallback used when the parameter is not set
	 * @throws Refusal that names the field
	 */
	read(label: string, value: unknown, fallback?: Value): Value;
}

export function choices<const Value extends string>(
	entries: ReadonlyArray<Choice<Value>>,
): Choices<Value> {
	return {
		options: [...entries],
		read(label, value, fallback) {
			if (value === undefined && fallback !== undefined) return fallback;
			const chosen = entries.find((entry) => entry.value === value);
			if (chosen) return chosen.value;
			const values = entries.map((entry) => `${entry.value} (${entry.name})`).join(', ');
			throw new Refusal(
				`'${label}' is ${display(value)}, which is not one of its choices`,
				`Choose one in the editor; an expression must return one of: ${values}.`,
			);
		},
	};
}

const switchTexts = choices([
	{ name: 'On', value: 'true' },
	{ name: 'Off', value: 'false' },
]);

/**
 * Reads a switch. The texts "true" and "false", as expressions often return them, are accepted.
 *
 * @throws Refusal that names the field by its label
 */
export function readSwitch(label: string, value: unknown): boolean {
	if (value === undefined) return false;
	if (typeof value === 'boolean') return value;
	return switchTexts.read(label, value) === 'true';
}
