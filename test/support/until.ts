import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the run under test has changed the state of a server in this process. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await sleep(5);
}
