import type { Figures } from '../protocol';

/** Runs something, and measures what it takes. */
export async function measureFigures<Result>(
	run: () => Promise<Result>,
): Promise<{ figures: Figures; result: Result }> {
	// Garbage of the previous run must not slow this one down.
	globalThis.gc?.();
	const idleBytes = process.memoryUsage.rss();
	const cpuBefore = process.cpuUsage();
	const startMs = performance.now();
	const result = await run();
	const durationMs = performance.now() - startMs;
	const { user, system } = process.cpuUsage(cpuBefore);
	const peakBytes = process.resourceUsage().maxRSS * 1024;
	const cpuMs = (user + system) / 1000;
	return { figures: { durationMs, cpuMs, idleBytes, peakBytes }, result };
}
