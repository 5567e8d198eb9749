import { quoterOf } from '../../../nodes/HoneyHive/api/credential/quote';

const key = 'hh_s3cret/Key+of=the~test';
const quote = quoterOf(key);

const hexOf = (char: string) => char.charCodeAt(0).toString(16).padStart(2, '0');
const base64Of = (text: string) => Buffer.from(text).toString('base64');

describe('A quote of what others wrote', () => {
	it.each([
		['as it is', key],
		['in other letters', key.toUpperCase()],
		['in a URL', encodeURIComponent(key)],
		['in a URL within a URL', encodeURIComponent(encodeURIComponent(key))],
		['with every character in URL encoding', [...key].map((c) => `%${hexOf(c)}`).join('')],
		['in JSON', JSON.stringify(key).replaceAll('/', '\\/')],
		['in JSON within JSON', JSON.stringify(JSON.stringify(key.replaceAll('/', '\\/')))],
		['with every character escaped in JSON', [...key].map((c) => `\\u00${hexOf(c)}`).join('')],
		['in base64', base64Of(key)],
		['in base64 for a URL', Buffer.from(key).toString('base64url')],
		['in base64 in a URL', encodeURIComponent(base64Of(key))],
		['as a header in base64', base64Of(`Bearer ${key}`)],
		['with a user in base64', base64Of(`me:${key}`)],
		['in JSON in base64', base64Of(JSON.stringify({ authorization: `Bearer ${key}` }))],
		['on two lines', `${key.slice(0, 9)}\r\n${key.slice(9)}`],
		['with invisible characters in it', [...key].join('\u200b')],
		['with colors in it', [...key].join('\u001b[31m')],
	])('does not contain the key %s', (_form, echoed) => {
		const quoted = quote(`The key <${echoed}> is wrong`);
		expect(quoted).toMatch(/^The key <.*\[API key\].*> is wrong$/);
		// What remains of a longer text in base64 must not contain any part of the key.
		const rest = quoted.replaceAll('[API key]', '');
		for (let at = 0; at + 6 <= key.length; at++) {
			expect(rest).not.toContain(key.slice(at, at + 6));
			expect(Buffer.from(rest, 'base64').toString('latin1')).not.toContain(key.slice(at, at + 6));
		}
	});

	it('does not contain a part of the key where it is cut', () => {
		for (let length = 370; length <= 400; length++) {
			expect(quote('x'.repeat(length) + key)).not.toContain('hh');
		}
	});

	it.each([
		['line ends', 'a\r\nb\u2028c\u2029\n\nd', 'a b c d'],
		['control characters', 'a\u0000\u0007\u0008b\u0085c\u007f', 'abc'],
		['escape sequences', '\u001b[31;1mred\u001b[0m\u001b[2J', 'red'],
		['bidirectional controls', '\u202Etxet\u202C \u2066a\u2069', 'txet a'],
		['halves of pairs', 'a\uD83Db\uDE00', 'ab'],
	])('is free of %s', (_what, text, quoted) => {
		expect(quote(text)).toBe(quoted);
	});

	it('has at most 400 characters, and cuts none of them in half', () => {
		expect(quote('😀'.repeat(1000))).toBe(`${'😀'.repeat(199)}…`);
		expect(quote('x'.repeat(400))).toBe('x'.repeat(400));
	});

	it.each(['\\', ' ', '%25', 'h', 'hh_s3cret/', '\u001b['])(
		'takes no longer for a million times %j',
		(text) => {
			expect(quote(text.repeat(1_000_000)).length).toBeLessThanOrEqual(401);
		},
	);

	it.each(['a', '-', '\\', '^$.*?()[]{}|'])('works with the key %j', (short) => {
		expect(quoterOf(short)(`It is "${short}"`)).toContain('[API key]');
	});
});
