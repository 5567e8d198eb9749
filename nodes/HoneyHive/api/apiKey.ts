import { Refusal } from '../events/refusal';

/**
 * Reads the credential's API Key. Spaces around it, and a "Bearer" that was copied along, are harmless.
 *
 * @throws Refusal when it is empty or contains characters that a header cannot carry: the HTTP client
 * would remove them, and the key that is sent would differ from the key that is redacted
 */
export function readApiKey(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const key = text.replace(/^Bearer\s+/i, '');
	if (key === '') throw new Refusal("'API Key' is empty", 'Enter the key from HoneyHive.');
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new Refusal(
		"'API Key' contains a space or an invalid character",
		'Copy the key from HoneyHive again, without anything around it.',
	);
}
