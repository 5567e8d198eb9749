import { runNode } from '../support/engine';
import { loadOptionsContext } from '../support/loadOptions';
import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import { secretKey, withHostileServer, type Answer } from './hostileServer';

const server = withHostileServer();

const base64 = Buffer.from(secretKey).toString('base64');

/** Ways to write the key, each with a part of it that must not be seen. */
const forms: ReadonlyArray<[form: string, echoed: string, part: string]> = [
	['as it is', secretKey, 'hh_s3cret'],
	['in a URL', encodeURIComponent(secretKey), 'hh_s3cret'],
	['in base64', base64, base64.slice(0, 12)],
	['as a header in base64', Buffer.from(`Bearer ${secretKey}`).toString('base64'), 'czNjcmV0'],
	['in JSON', secretKey.replaceAll('/', '\\/'), 'hh_s3cret'],
	[
		'with escapes in JSON',
		[...secretKey].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join(''),
		'\\u0068',
	],
];

/** Answers that contain a text. */
const echoes: ReadonlyArray<[where: string, answer: (text: string) => Answer]> = [
	...[400, 401, 403, 404, 413, 429, 500, 502, 503].map(
		(status): [string, (text: string) => Answer] => [
			`the message of HTTP ${status}`,
			(text) => (response) => response.writeHead(status).end(JSON.stringify({ message: text })),
		],
	),
	[
		'an error that is an object',
		(text) => send(400, JSON.stringify({ error: { reason: [text] } })),
	],
	['an error that is text', (text) => send(400, `Bad header: Bearer ${text}`)],
	['an error that is cut off', (text) => send(400, `{"message":"Bad header: Bearer ${text}`)],
	['a JSON text', (text) => send(200, JSON.stringify(text))],
	['text that is not JSON', (text) => send(200, text)],
	['broken JSON', (text) => send(200, `{"events":[${text}]}`)],
	['a list of the key', (text) => send(200, JSON.stringify({ events: [text] }))],
	['the path of a redirect', (text) => redirect(`https://host.example/${encodeURI(text)}`)],
	[
		'a header that is not valid',
		(text) =>
			(_response, { socket }) =>
				socket.end(`HTTP/1.1 200 OK\r\n${text}\u0000: a\r\n\r\n`),
	],
];

function send(status: number, body: string): Answer {
	return (response) => response.writeHead(status).end(body);
}

function redirect(location: string): Answer {
	return (response) => response.writeHead(302, { Location: location }).end();
}

describe.each(forms)('The key %s', (_form, echoed, part) => {
	it.each(echoes)('is not repeated from %s', async (_where, answer) => {
		server.answerWith(answer(echoed));
		const { error, run } = await runNode({
			credential: server.credential,
			parameters: {
				dateRange: 'any',
				output: 'raw',
				limit: 10,
				options: { page: 1, maxRetries: 0 },
			},
		});
		expect(error?.message).toBeTruthy();
		const everything = JSON.stringify(run) + String(error?.stack);
		for (const text of [echoed, part, secretKey, JSON.stringify(echoed).slice(1, -1)]) {
			expect(everything.includes(text)).toBe(false);
		}
	});

	it('is not repeated in the lists of the editor', async () => {
		server.answerWith(send(500, JSON.stringify({ message: echoed })));
		const { methods } = new HoneyHive();
		const search = methods.listSearch.searchProjects;
		const credential = { ...server.credential, generation: 'export' };
		const refusal: unknown = await search
			.call(loadOptionsContext(credential))
			.catch((error: unknown) => error);
		expect(String(refusal)).not.toContain(part);
	});
});

describe('What a server says', () => {
	it.each([200, 400])('is not quoted at length with HTTP %i', async (status) => {
		server.answerWith(send(status, JSON.stringify('x'.repeat(5_000_000))));
		const { error } = await runNode({
			credential: server.credential,
			parameters: {
				dateRange: 'any',
				output: 'raw',
				limit: 10,
				options: { page: 1, maxRetries: 0 },
			},
		});
		expect(error?.message.length).toBeLessThan(500);
	});

	it('cannot color a terminal, turn the direction of text, or begin a new line', async () => {
		const said = '\u001b[31mred\u001b[0m \u202Etxet\u0000\r\n\r\nfaked: line\u2028';
		server.answerWith(send(400, JSON.stringify({ message: said })));
		const { error } = await runNode({
			credential: server.credential,
			parameters: { dateRange: 'any', output: 'raw', limit: 10 },
		});
		expect(error?.message).toBe(
			'HoneyHive refused the request (HTTP 400): red txet faked: line [item 0]',
		);
	});
});
