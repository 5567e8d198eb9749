import { certificateFaultOf } from './refusals/certificates';

/** What a failed request means for the next step. */
export type Failure =
	/** The same request would fail again. */
	| { readonly kind: 'final' }
	/** The same request may succeed later. */
	| { readonly kind: 'transient'; readonly retryAfterMs?: number }
	/** The answer was too large, or took too long: a smaller request may succeed, or the same one later. */
	| {
			readonly kind: 'tooLarge';
			readonly retryAfterMs?: number;
			/** The same request would fail again, at once: only a smaller one may succeed. */
			readonly isLasting?: boolean;
	  }
	/** The run has no time left. The next one may succeed. */
	| { readonly kind: 'outOfTime' };

/** The first wait is up to this long, and each further one up to twice as long as the one before. */
const baseDelayMs = 500;

const maxDelayMs = 30_000;

/** What one execution may spend waiting, over all of its requests. */
export const waitingBudgetMs = 15 * 60_000;

/**
 * Milliseconds to wait before a request is retried: exponential back-off with full jitter, so that
 * clients that failed together do not come back together. It is at least what the server asks for.
 *
 * @param retry 1 for the first retry
 * @param random from 0 to 1
 */
export function backOffMs(retry: number, retryAfterMs: number | undefined, random: number): number {
	const jittered = random * Math.min(maxDelayMs, baseDelayMs * 2 ** (retry - 1));
	return Math.max(jittered, retryAfterMs ?? 0);
}

/** A day. No server means more, and n8n could not compute the time. */
const maxRetryAfterMs = 86_400_000;

/**
 * Reads a Retry-After header, which holds seconds or a date, into milliseconds from now, at most a day.
 * Undefined when it holds neither.
 */
export function readRetryAfterMs(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
	if (Number.isNaN(milliseconds)) return undefined;
	return Math.min(Math.max(0, milliseconds), maxRetryAfterMs);
}

/** Statuses of answers that were too large, or took too long. */
const tooLargeStatuses = [413, 502, 504];

/** Retries what HoneyHive's own client retries, and 5xx. */
export function failureOfStatus(status: number, retryAfterMs: number | undefined): Failure {
	const delay = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (tooLargeStatuses.includes(status)) return { kind: 'tooLarge', ...delay };
	if (status === 408 || status === 429 || status >= 500) return { kind: 'transient', ...delay };
	return { kind: 'final' };
}

/** Codes of requests that timed out. */
const timeoutCodes = ['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'];

/** A wrong host or protocol stays wrong, and so does a request that n8n itself forbids. */
const permanentCodes =
	/^(ENOTFOUND|ENODATA|EAI_NODATA|EAI_NONAME|ERR_INVALID_URL|ERR_CANCELED|EPROTO|ERR_TLS_.*|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|.*_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNKNOWN_CA|CERTIFICATE_.*)))$/;

/** @param code from Node or OpenSSL; undefined when n8n refused to send the request */
export function failureOfConnection(code: string | undefined): Failure {
	if (code === undefined || permanentCodes.test(code)) return { kind: 'final' };
	if (certificateFaultOf(code)) return { kind: 'final' };
	return timeoutCodes.includes(code) ? { kind: 'tooLarge' } : { kind: 'transient' };
}
