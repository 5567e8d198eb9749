/**
 * A "no" in the user's words: the message says what was received and names the field as the editor
 * shows it; the remedy says how to fix it. It knows nothing of n8n: the node adds itself and the item.
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

/**
 * Returns a caught error of the kind that the caller handles, and rethrows anything else: that is a
 * defect, or somebody else's to handle.
 */
export function rethrowUnless<Kind extends Error>(
	kind: abstract new (...parameters: never[]) => Kind,
	error: unknown,
): Kind {
	if (error instanceof kind) return error;
	throw error;
}

/** Characters of a received value that a refusal shows. */
const maxDisplayed = 120;

/** How a refusal shows a received value: short, and recognizable. */
export function display(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	const text = textOf(value);
	return text.length > maxDisplayed ? `${text.slice(0, maxDisplayed)}…` : text;
}

/** What an error says. Anything can be thrown, so anything is accepted. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return `'${value}'`;
	const isPlain = typeof value === 'object' && !(value instanceof Date);
	return isPlain ? (JSON.stringify(value) ?? String(value)) : String(value);
}
