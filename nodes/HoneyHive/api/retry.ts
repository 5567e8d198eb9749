/** What a failed request means for the next step. */
export type Failure =
	/** The same request would fail again. */
	| { readonly kind: 'final' }
	/** The same request may succeed later. */
	| { readonly kind: 'transient'; readonly retryAfter?: number }
	/** The answer was too much: a smaller request may succeed, or the same one later. */
	| { readonly kind: 'overlong'; readonly retryAfter?: number };

/** Milliseconds. The first wait is up to `base`, each next one up to twice as long, none over `longest`. */
const base = 500;
const longest = 30_000;

/** Milliseconds: what a server may ask for at most. */
const longestAsked = 60_000;

/** Milliseconds that one run may spend waiting, over all of its requests. */
export const waitingBudget = 15 * 60_000;

/**
 * Milliseconds to wait before a request is repeated: exponential back-off with full jitter, which
 * keeps clients that failed together from coming back together. What the server asks for is the
 * least, up to a minute.
 *
 * @param retry 1 for the first repetition
 * @param random from 0 to 1
 */
export function backOff(retry: number, retryAfter: number | undefined, random: number): number {
	const jittered = random * Math.min(longest, base * 2 ** (retry - 1));
	return Math.max(jittered, Math.min(retryAfter ?? 0, longestAsked));
}

/**
 * Reads a Retry-After header, in seconds or as a date, into milliseconds from now.
 * Undefined when it says neither.
 */
export function readRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
	return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** HTTP statuses that the same request may not meet again: those that HoneyHive's own client repeats, and 5xx. */
export function failureOfStatus(status: number, retryAfter: number | undefined): Failure {
	const asked = retryAfter === undefined ? {} : { retryAfter };
	if ([413, 502, 504].includes(status)) return { kind: 'overlong', ...asked };
	if (status === 408 || status === 429 || status >= 500) return { kind: 'transient', ...asked };
	return { kind: 'final' };
}

const slow = ['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'];

/** A wrong host or certificate does not mend itself; a request that n8n itself forbids neither. */
const lasting =
	/^(ENOTFOUND|ERR_INVALID_URL|ERR_CANCELED|EPROTO|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** @param code Node's or OpenSSL's; undefined when n8n refused to send the request */
export function failureOfConnection(code: string | undefined): Failure {
	if (code === undefined || lasting.test(code)) return { kind: 'final' };
	return slow.includes(code) ? { kind: 'overlong' } : { kind: 'transient' };
}
