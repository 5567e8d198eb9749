import { Refusal } from '../../events/refusal';

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

/** What a key is used for. */
export type KeyUse = 'read' | 'update';

/**
 * Kinds of keys that cannot read or update events. HoneyHive may change what they can do, so a key is
 * never refused for its kind: this only explains why HoneyHive refused it.
 */
const kinds: ReadonlyArray<
	{ readonly prefix: string } & Readonly<Partial<Record<KeyUse, string>>>
> = [
	{ prefix: 'hh_ingst_', read: 'can send events but not read them' },
	{ prefix: 'hh_ro_', update: 'can read events but not update them' },
	{
		prefix: 'hh_fgdp_',
		read: 'are for other routes of the API and cannot read events here',
		update: 'are for other routes of the API and cannot update events here',
	},
	{
		prefix: 'hh_fgcp_',
		read: 'are for managing HoneyHive and cannot read events',
		update: 'are for managing HoneyHive and cannot update events',
	},
];

/** What keys of this kind cannot do; undefined where nothing is known. It names the prefix, not the key. */
export function remarkOnKey(key: string, use: KeyUse): string | undefined {
	const kind = kinds.find(({ prefix }) => key.startsWith(prefix));
	return kind?.[use] && `Keys that start with ${kind.prefix} ${kind[use]}.`;
}
