import { display, Refusal } from '../../events/refusal';

/**
 * Reads text, without the spaces around it: '' when the field was left empty. A number is accepted,
 * because expressions often return one.
 *
 * @param label the field as the editor shows it
 * @throws Refusal when it is of another type, or an expression returned nothing
 */
export function readText(label: string, value: unknown): string {
	if (isLeftEmpty(label, value)) return '';
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
	throw notText(label, value);
}

/**
 * Whether the user left a field empty. An expression that returns nothing is something else: what was
 * meant to be there is missing, and to go on without it would ask for more than the user wants.
 *
 * @throws Refusal when an expression returned nothing
 */
export function isLeftEmpty(label: string, value: unknown): boolean {
	if (value !== null) return value === undefined || value === '';
	throw new Refusal(
		`'${label}' is empty, because its expression returned nothing`,
		'Check that the data that the expression refers to is there.',
	);
}

function notText(label: string, value: unknown): Refusal {
	return new Refusal(
		`'${label}' is ${kindOf(value)} but must be text: ${display(value)}`,
		'Check what the expression returns.',
	);
}

/** What a value is, in the words of n8n's editor. */
export function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
