import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';

import { withHostileServer, writeForever } from './hostileServer';
import { withVictim } from './startVictim';

/** The heap of the process under test is 800 MB. What does not end it there is bounded. */
const server = withHostileServer();
const victim = withVictim();

const mebibyte = 1024 * 1024;

/** More than the node reads. */
const bombBytes = 300 * mebibyte;

const encodings = { gzip: gzipSync, deflate: deflateSync, br: quickBrotli };

function quickBrotli(bytes: Uint8Array): Buffer {
	return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } });
}

const tooLarge = "HoneyHive's response is too large to be read [item 0]";

const answered = async (parameters = {}) =>
	await victim.run({
		credential: server.credential,
		parameters: {
			dateRange: 'any',
			output: 'raw',
			limit: 100,
			options: { page: 1, maxRetries: 2 },
			...parameters,
		},
	});

describe.each(Object.entries(encodings))(
	'A few kilobytes of %s that unpack to 300 MiB',
	(encoding, compress) => {
		let bomb: Buffer;
		beforeAll(() => {
			bomb = compress(Buffer.alloc(bombBytes, 'x'));
		});

		it('are refused as too large, and not requested again', async () => {
			server.answerWith((response) =>
				response.writeHead(200, { 'Content-Encoding': encoding }).end(bomb),
			);
			expect(await answered()).toMatchObject({ message: tooLarge });
			expect(server.requests).toHaveLength(1);
		});

		it('are quoted briefly with HTTP 500', async () => {
			server.answerWith((response) =>
				response.writeHead(500, { 'Content-Encoding': encoding }).end(bomb),
			);
			const { message } = await answered({ options: { maxRetries: 0 } });
			expect(message).toBe(
				`HoneyHive could not process the request (HTTP 500): ${'x'.repeat(399)}… [item 0]`,
			);
		});
	},
);

describe('A body without an end', () => {
	it('is refused as too large', async () => {
		server.answerWith((response) => writeForever(response, Buffer.alloc(mebibyte, ' ')));
		expect(await answered()).toMatchObject({ message: tooLarge });
	});

	it('is quoted briefly with HTTP 500', async () => {
		server.answerWith((response) =>
			writeForever(response.writeHead(500), Buffer.alloc(mebibyte, 'x')),
		);
		const { message } = await answered({ options: { maxRetries: 0 } });
		expect(message?.length).toBeLessThan(500);
	});
});

describe('A body of a size that is read', () => {
	it.each([
		['lists in lists', '['],
		['empty objects', '{},'],
	])('is refused as too large if it consists of %s', async (_what, piece) => {
		const body = quickBrotli(Buffer.alloc(100 * mebibyte, piece));
		server.answerWith((response) =>
			response.writeHead(200, { 'Content-Encoding': 'br' }).end(body),
		);
		expect(await answered()).toMatchObject({ message: tooLarge });
	});

	it('is refused as too large if it consists of empty events for a file', async () => {
		const body = quickBrotli(
			Buffer.concat([Buffer.from('{"events":['), Buffer.alloc(100 * mebibyte, '{},')]),
		);
		server.answerWith((response) =>
			response.writeHead(200, { 'Content-Encoding': 'br' }).end(body),
		);
		const file = { output: 'raw', outputFormat: 'ndjson' };
		expect(await answered(file)).toMatchObject({ message: tooLarge });
	});

	it('is refused for a file if one of its events has too many values', async () => {
		const event = Buffer.concat([
			Buffer.from('{"event_id":"a","inputs":['),
			Buffer.alloc(17 * mebibyte, '0,'),
			Buffer.from('0]}'),
		]);
		const body = quickBrotli(Buffer.concat([Buffer.from('{"events":['), event, Buffer.from(']}')]));
		server.answerWith((response) =>
			response.writeHead(200, { 'Content-Encoding': 'br' }).end(body),
		);
		expect(await answered({ outputFormat: 'csv' })).toMatchObject({
			message:
				"An event in HoneyHive's response has more than 8,388,608 values, which do not fit into memory [item 0]",
		});
	});

	it('is read if it is one long text', async () => {
		const event = { event_id: 'a', inputs: { text: 'x'.repeat(150 * mebibyte) } };
		const body = quickBrotli(Buffer.from(JSON.stringify({ events: [event] })));
		server.answerWith((response) =>
			response.writeHead(200, { 'Content-Encoding': 'br' }).end(body),
		);
		expect(await answered()).toEqual({ ids: ['a'] });
	});
});
