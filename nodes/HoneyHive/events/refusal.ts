import { spelledOut } from './visible';

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

/**
 * How a refusal shows a received value: short, and recognizable. However large the value is, only its
 * beginning is looked at.
 */
export function display(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	const text = spelledOut(textOf(value));
	return text.length > maxDisplayed ? `${text.slice(0, maxDisplayed)}…` : text;
}

/** What an error says. Anything can be thrown, so anything is accepted. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return `'${beginningOf(value)}'`;
	const isPlain = typeof value === 'object' && !(value instanceof Date);
	return isPlain ? beginningOfJson(value) : beginningOf(String(value));
}

/** One character more than is shown, so that it shows that there are more. */
function beginningOf(text: string): string {
	return text.slice(0, maxDisplayed + 1);
}

/** What comes after as many characters or values as are shown is left out, at every level. */
function beginningOfJson(value: unknown): string {
	let room = maxDisplayed;
	const beginning = (key: string, inner: unknown): unknown => {
		if (room <= 0) return undefined;
		room -= key.length + 1;
		if (typeof inner === 'string') return beginningOf(inner);
		if (typeof inner === 'bigint') return String(inner);
		if (Array.isArray(inner)) return inner.slice(0, maxDisplayed);
		return typeof inner === 'object' && inner !== null ? firstOf(inner) : inner;
	};
	return JSON.stringify(value, beginning) ?? String(value);
}

function firstOf(value: object): object {
	const entries = Object.entries(value).slice(0, maxDisplayed);
	return Object.fromEntries(entries.map(([key, inner]) => [beginningOf(key), inner]));
}
