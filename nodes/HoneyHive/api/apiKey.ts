import { Refusal } from '../events/refusal';

/**
 * Reads the credential's API Key. Spaces around it, and a "Bearer" that was copied along, are harmless.
 *
 * @throws Refusal when it is empty or holds what no header can carry: the HTTP client would leave
 * such characters out, and the key that is sent would be another one than the key that is kept secret
 */
export function readApiKey(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const key = text.replace(/^Bearer\s+/i, '');
	if (key === '') throw new Refusal("'API Key' is empty", 'Enter the key from HoneyHive.');
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new Refusal(
		"'API Key' holds a space, or a character that no key has",
		'Copy the key from HoneyHive once more, by itself.',
	);
}
