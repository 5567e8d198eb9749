import type { Window } from './protocol';

/** Waits for the next window of a `WindowQueue`. Undefined when there are no more. */
export async function takeWindow(queueUrl: string): Promise<Window | undefined> {
	const response = await fetch(`${queueUrl}/take`, { method: 'POST' });
	return ((await response.json()) as Window | null) ?? undefined;
}

/** Tells a `WindowQueue` that a window has been processed. */
export async function finishWindow(queueUrl: string): Promise<void> {
	const response = await fetch(`${queueUrl}/finish`, { method: 'POST' });
	await response.body?.cancel();
}
