import { isObject } from '../event';
import { DistinctNames } from '../shape/distinctNames';
import { setProperty } from '../shape/property';
import { storableText } from '../text';

/** The JSON of a value of at most some thousand levels, with storable text only. */
export function storableJson(value: unknown): string {
	const json = JSON.stringify(value);
	// As JSON.stringify writes them. Text that contains the same characters after a backslash is rare.
	const isSuspect = json.includes('\\u0000') || json.includes('\\ud');
	return isSuspect ? JSON.stringify(withStorableText(value)) : json;
}

/** Whether JSON may contain what no database stores as text: JSON.stringify is not the only one to write escapes. */
export function mayBeUnstorable(json: string): boolean {
	return json.includes('\\u');
}

function withStorableText(value: unknown): unknown {
	if (typeof value === 'string') return storableText(value);
	if (Array.isArray(value)) return value.map(withStorableText);
	if (!isObject(value)) return value;
	const names = new DistinctNames();
	const storable = {};
	for (const [key, inner] of Object.entries(value)) {
		setProperty(storable, names.give(storableText(key)), withStorableText(inner));
	}
	return storable;
}
