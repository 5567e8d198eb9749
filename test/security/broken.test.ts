import { gzipSync } from 'node:zlib';

import { runNode } from '../support/engine';
import { withHostileServer, type Answer } from './hostileServer';

const server = withHostileServer();

const outputs = {
	items: {},
	file: { output: 'raw', outputFormat: 'ndjson' },
};

/** An answer with two events, the second of which is broken. */
const answerWithEvent = (event: string) =>
	`{"events":[{"event_id":"a","inputs":{"text":"NaN"}}, ${event}],"count":2}`;

async function refusalOf(answer: Answer, parameters = {}) {
	server.answerWith(answer);
	const { error } = await runNode({
		credential: server.credential,
		parameters: {
			dateRange: 'any',
			output: 'raw',
			limit: 10,
			options: { page: 1, maxRetries: 1 },
			...parameters,
		},
	});
	return { message: error?.message, description: error?.description ?? '' };
}

beforeEach(() => {
	jest.spyOn(Math, 'random').mockReturnValue(0.002);
});
afterEach(() => {
	jest.restoreAllMocks();
});

describe.each(Object.entries(outputs))('Text that is not JSON, for %s,', (_name, output) => {
	it.each([
		['{"event_id":"b","metrics":{"score":NaN}}', 'NaN', 'NaN}'],
		['{"event_id":"b","metrics":{"score":Infinity}}', 'Infinity', 'Infinity'],
		['{"event_id":"b","metrics":{"score":-Infinity}}', '-Infinity', '-Infinity'],
		["{'event_id':'b'}", 'a single quote', "'event_id"],
		['{"event_id":"b"},', "']'", '],"count"'],
	])('is refused at once with its place: %s', async (event, what, there) => {
		const body = answerWithEvent(event);
		const { message } = await refusalOf((response) => response.end(body), output);
		const place = body.indexOf(there, body.indexOf(event)) + 1;
		expect(message).toBe(
			`HoneyHive's response is not JSON: it has ${what} at character ${place} [item 0]`,
		);
		expect(server.requests).toHaveLength(1);
	});

	it('is requested again if it is cut off', async () => {
		const body = answerWithEvent('{"event_id":"b","metrics":{"sco');
		const cut = body.slice(0, body.indexOf('sco') + 3);
		const { message } = await refusalOf((response) => response.end(cut), output);
		expect(message).toBe(
			`HoneyHive's response of ${cut.length} characters is not complete JSON [item 0]`,
		);
		expect(server.requests).toHaveLength(2);
	});
});

describe('An event that is not JSON', () => {
	it.each([
		['a CSV file', { outputFormat: 'csv' }],
		['a file of selected fields', { outputFormat: 'ndjson', output: 'selected' }],
	])('is refused at once with its place in it: %s', async (_what, output) => {
		const body = answerWithEvent('{"event_id":"b","score":01}');
		const { message } = await refusalOf((response) => response.end(body), output);
		expect(message).toBe(
			"An event in HoneyHive's response is not JSON: it has '0' at character 25 [item 0]",
		);
		expect(server.requests).toHaveLength(1);
	});
});

describe('A body that cannot be read', () => {
	it.each(['gzip', 'deflate', 'br'])(
		'is not called unreachable: %s that is damaged',
		async (encoding) => {
			const { message, description } = await refusalOf((response) => {
				response
					.writeHead(200, { 'Content-Encoding': encoding })
					.end('{"events":[]} in plain text');
			});
			expect(message).toBe("HoneyHive's response could not be decompressed [item 0]");
			expect(description).not.toContain('Base URL');
			expect(server.requests).toHaveLength(2);
		},
	);

	it('is not called unreachable: one that is hung up on', async () => {
		const { message } = await refusalOf((response, { socket }) => {
			response.writeHead(200, { 'Content-Length': 1000 }).write('{"events":[');
			setTimeout(() => socket.destroy(), 20);
		});
		expect(message).toBe(
			"HoneyHive's response could not be read to its end: the connection was closed [item 0]",
		);
	});

	it.each([401, 429])('does not hide HTTP %i', async (status) => {
		const { message } = await refusalOf((response) => {
			const damaged = gzipSync('{"message":"No"}').fill(0, 10);
			response.writeHead(status, { 'Content-Encoding': 'gzip' }).end(damaged);
		});
		expect(message).toContain(`(HTTP ${status})`);
	});
});
