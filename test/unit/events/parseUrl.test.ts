import { parseUrl } from '../../../nodes/HoneyHive/events/parseUrl';

/** Enough for Node.js to compile what is called: it takes about 4,000 calls. */
const manyCalls = 20_000;

describe('A URL', () => {
	it('with a letter outside of ASCII is still read after many calls', () => {
		const hosts = new Set<string | undefined>();
		for (let call = 0; call < manyCalls; call++) {
			hosts.add(parseUrl('https://höney.example/events')?.hostname);
		}

		expect([...hosts]).toEqual(['xn--hney-5qa.example']);
	});

	it('that is relative starts from the base', () => {
		expect(parseUrl('/events', 'https://api.honeyhive.ai')?.href).toBe(
			'https://api.honeyhive.ai/events',
		);
	});

	it.each(['', 'honeyhive.ai', '/events', 'https://', 'https://[::1'])(
		'cannot be read from %j',
		(text) => {
			expect(parseUrl(text)).toBeUndefined();
		},
	);
});
