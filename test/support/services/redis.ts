import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../n8n/process/ports';
import { findProgram, serverLog, startProgram } from './program';
import { untilUp } from './untilUp';

const URL_VARIABLE = 'HONEYHIVE_TEST_REDIS_URL';

export interface Redis {
	/** redis://[user[:password]@]host:port[/database] */
	readonly url: URL;
	/** Stops it, unless it was already running. */
	stop(): Promise<void>;
}

/** The Redis that HONEYHIVE_TEST_REDIS_URL names, or one of our own that keeps nothing on disk. */
export async function startRedis(): Promise<Redis> {
	const given = process.env[URL_VARIABLE];
	if (given) return { url: new URL(given), stop: async () => {} };

	const program = findProgram('redis-server', 'redis-server', URL_VARIABLE);
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-redis-'));
	const [port = 0] = await freePorts(1);
	const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const tree = startProgram(program, args, { folder });
	await untilUp('Redis', tree, serverLog(folder), async () => await answersPing(port));
	return {
		url: new URL(`redis://127.0.0.1:${port}`),
		stop: async () => {
			await tree.end();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** @throws when nothing listens there yet. */
async function answersPing(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.write('PING\r\n');
		const [answer] = (await once(socket, 'data')) as [Buffer];
		return answer.toString().startsWith('+PONG');
	} finally {
		socket.destroy();
	}
}
