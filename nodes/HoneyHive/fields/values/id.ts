import { display, Refusal } from '../../events/refusal';
import { readText } from './text';

/** HoneyHive's own IDs are UUIDs; a tracer may send others. Dots alone would lead to another path. */
const id = /^(?!\.+$)[\w.:-]{1,200}$/;

/**
 * Reads the ID of something in HoneyHive, which becomes part of a URL.
 *
 * @param label the field as the editor shows it
 * @param key the field of an event that contains such an ID
 * @throws Refusal when it is empty or cannot be an ID
 */
export function readId(label: string, key: string, value: unknown): string {
	const text = readText(label, value ?? '');
	if (id.test(text)) return text;
	throw new Refusal(
		text === '' ? `'${label}' is empty` : `'${label}' is ${display(value)}, which cannot be an ID`,
		`Enter only the ID, as in the field ${key} of an event, e.g. 7f22137a-6911-4ed3-bc36-110f1dde6b66.`,
	);
}
