import { sleep } from 'n8n-workflow';

/** Milliseconds between two checks of whether the wait is still wanted. */
const sliceMs = 200;

/**
 * Waits, but no longer than it is wanted.
 *
 * It sleeps in slices because community nodes must not use timers, so there is nothing to clear, and
 * the `sleep` that n8n exports cannot be aborted.
 *
 * @param isOver checked every 200 ms; the wait ends soon after it becomes true
 */
export async function wait(milliseconds: number, isOver: () => boolean): Promise<void> {
	const until = Date.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !isOver(); left = until - Date.now()) {
		await sleep(Math.min(left, sliceMs));
	}
}
