import { setTimeout as sleep } from 'node:timers/promises';
import { logTail } from '../n8n/process/logTail';
import type { ProcessTree } from '../n8n/process/processTree';

const START_TIMEOUT_MS = 60_000;

/**
 * Polls a server that is starting until it answers. A question that throws means that it is not ready yet.
 * @throws Error with the last lines of its log if it exits or takes too long; it is stopped by then.
 */
export async function untilUp(
	name: string,
	tree: ProcessTree,
	logFile: string,
	isUp: () => Promise<boolean>,
): Promise<void> {
	let ended = false;
	void tree.exited.catch(() => null).then(() => (ended = true));
	for (const deadline = Date.now() + START_TIMEOUT_MS; !ended && Date.now() < deadline; ) {
		if (await isUp().catch(() => false)) return;
		await sleep(50);
	}
	const how = ended ? 'ended while starting' : `did not start in ${START_TIMEOUT_MS / 1000} s`;
	await tree.end(0);
	throw new Error(`${name} ${how}. Last lines of ${logFile}:\n${await logTail(logFile)}`);
}
