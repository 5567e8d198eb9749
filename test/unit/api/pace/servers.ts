import type { Server } from './simulation';

/** A duration with a spread of about a quarter, and no less than half of it. */
function jittered(duration: number, random: () => number): number {
	return duration * (0.7 + 0.3 * -Math.log(1 - random() * 0.98));
}

/** Each request is served at once. */
export function unlimited(duration = 190): Server {
	return {
		receive: (now, _, random) => ({ at: now + jittered(duration, random), outcome: 'answered' }),
	};
}

/** So many are served at the same time; the others wait for their turn. */
export function queueing(capacity: number, networkMs = 90, serviceMs = 100): Server {
	const freeAt = Array.from({ length: capacity }, () => 0);
	return {
		receive(now, _, random) {
			const worker = freeAt.indexOf(Math.min(...freeAt));
			const end = Math.max(freeAt[worker] ?? 0, now) + jittered(serviceMs, random);
			freeAt[worker] = end;
			return { at: end + networkMs, outcome: 'answered' };
		},
	};
}

/** In each window of time, so many are served, and the others refused. */
export function rateLimited(
	perWindow: number,
	windowMs: number,
	{ saysWhen, duration = 150 }: { readonly saysWhen: boolean; readonly duration?: number },
): Server {
	let window = -1;
	let served = 0;
	return {
		receive(now, _, random) {
			const current = Math.floor(now / windowMs);
			if (current !== window) served = 0;
			window = current;
			served += 1;
			if (served <= perWindow) {
				return { at: now + jittered(duration, random), outcome: 'answered' };
			}
			const at = now + duration / 3;
			const next = (current + 1) * windowMs;
			return { at, outcome: 'refused', ...(saysWhen && { retryAt: next }) };
		},
	};
}

/** Within any stretch of time this long, so many are served, and the others refused. */
export function slidingLimit(
	perWindow: number,
	windowMs: number,
	{ saysWhen, duration = 150 }: { readonly saysWhen: boolean; readonly duration?: number },
): Server {
	const served: number[] = [];
	return {
		receive(now, _, random) {
			while (now - (served[0] ?? now) >= windowMs) served.shift();
			if (served.length < perWindow) {
				served.push(now);
				return { at: now + jittered(duration, random), outcome: 'answered' };
			}
			const at = now + duration / 3;
			return { at, outcome: 'refused', ...(saysWhen && { retryAt: at + windowMs }) };
		},
	};
}

/** Durations that change with time, whatever the load. */
export function drifting(durationAt: (now: number) => number): Server {
	return {
		receive: (now, _, random) => ({
			at: now + jittered(durationAt(now), random),
			outcome: 'answered',
		}),
	};
}

/** One query in twenty takes ten times as long. */
export function sometimesSlow(duration = 190): Server {
	return {
		receive: (now, _, random) => ({
			at: now + jittered(random() < 0.05 ? duration * 10 : duration, random),
			outcome: 'answered',
		}),
	};
}

/** Every request makes all others slower; from some number on, more of them get less done. */
export function slowedByLoad(best: number, duration = 190): Server {
	return {
		receive: (now, inFlight, random) => ({
			at: now + jittered(duration * (1 + (inFlight / best) ** 2), random),
			outcome: 'answered',
		}),
	};
}

/** So many each second, and a number of them at once after a while without any. */
export function tokenBucket(
	perSecond: number,
	burst: number,
	{ saysWhen, duration = 150 }: { readonly saysWhen: boolean; readonly duration?: number },
): Server {
	let tokens = burst;
	let filledAt = 0;
	return {
		receive(now, _, random) {
			tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1000);
			filledAt = now;
			if (tokens >= 1) {
				tokens -= 1;
				return { at: now + jittered(duration, random), outcome: 'answered' };
			}
			const at = now + duration / 3;
			// The header has whole seconds.
			return { at, outcome: 'refused', ...(saysWhen && { retryAt: at + 1000 }) };
		},
	};
}
