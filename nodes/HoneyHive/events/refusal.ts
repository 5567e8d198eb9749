/**
 * A "no" in the user's words: the message says what came and names the field as the editor shows
 * it, the remedy says how to fix it. It knows no n8n; the node adds itself and the input item.
 */
export class Refusal extends Error {
	override readonly name: string = 'Refusal';

	constructor(
		message: string,
		readonly remedy?: string,
	) {
		super(message);
	}
}

/** How a received value is shown in a refusal: short, and recognisable as what it is. */
export function display(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	const text = textOf(value);
	return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return `'${value}'`;
	const isPlain = typeof value === 'object' && !(value instanceof Date);
	return isPlain ? (JSON.stringify(value) ?? String(value)) : String(value);
}
