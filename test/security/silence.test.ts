import { runNode, startNode } from '../support/engine';
import { withHostileServer, type Answer } from './hostileServer';

const server = withHostileServer();

const start = '{"events":[';

/** Answers that never end. */
const endless: Array<[what: string, answer: Answer]> = [
	['nothing', () => {}],
	[
		'HTTP 101',
		(_response, { socket }) => {
			socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
		},
	],
	[
		'HTTP 100 and 103 over and over',
		(response, { socket }) => {
			every(10, response, () => {
				socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n');
			});
		},
	],
	[
		'headers that drip',
		(response, { socket }) => {
			socket.write('HTTP/1.1 200 OK\r\nX-A: ');
			every(20, response, () => socket.write('a'));
		},
	],
	[
		'a body that drips',
		(response) => {
			response.write(start);
			every(20, response, () => response.write(' '));
		},
	],
	[
		'less than Content-Length promises',
		(response) => {
			response.writeHead(200, { 'Content-Length': 1_000_000 });
			response.write(start);
		},
	],
];

function every(ms: number, response: Parameters<Answer>[0], act: () => void): void {
	const timer = setInterval(act, ms);
	response.on('close', () => clearInterval(timer));
}

const parameters = { dateRange: 'any', limit: 10, options: { page: 1, timeout: 1, maxRetries: 0 } };

/** Resolves when no connection is left, or does not seem to end. */
async function closed(): Promise<void> {
	const until = Date.now() + 3000;
	while (server.openSockets > 0 && Date.now() < until)
		await new Promise((resolve) => setTimeout(resolve, 10));
}

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);

beforeAll(() => process.on('unhandledRejection', onRejection));
afterAll(() => {
	process.off('unhandledRejection', onRejection);
});

describe('A server that sends', () => {
	afterEach(async () => {
		await closed();
		expect(server.openSockets).toBe(0);
		expect(rejections).toEqual([]);
	});

	it.each(endless)('%s holds a request no longer than Timeout (Seconds)', async (_what, answer) => {
		server.answerWith(answer);
		const { error } = await runNode({ credential: server.credential, parameters });
		expect(error?.message).toMatch(/the request timed out|did not end in time/);
		expect(server.requests).toHaveLength(1);
	});

	it.each(endless)('%s does not hold an execution that is stopped', async (_what, answer) => {
		server.answerWith(answer);
		const run = startNode({
			credential: server.credential,
			parameters: { dateRange: 'any', limit: 10, options: { page: 1, timeout: 3600 } },
		});
		while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		// The headers, if there are any, are on their way to the node.
		await new Promise((resolve) => setTimeout(resolve, 50));
		run.cancel();
		const { error } = await run.finished;
		expect(error?.message).toBe('The execution was stopped [item 0]');
	});

	it('nothing holds Return All for nine times Timeout (Seconds)', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.002);
		server.answerWith(() => {});
		const { error } = await runNode({
			credential: server.credential,
			parameters: { dateRange: 'any', returnAll: true, options: { timeout: 1 } },
		});
		jest.restoreAllMocks();
		expect(error?.message).toContain('the request timed out');
		expect(server.requests).toHaveLength(9);
	});

	it('its headers after Timeout is hung up on', async () => {
		server.answerWith((response) => {
			setTimeout(() => response.writeHead(200).write(start), 1500);
		});
		await runNode({ credential: server.credential, parameters });
	});
});
