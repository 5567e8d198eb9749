import {
	backOffMs,
	failureOfConnection,
	failureOfStatus,
	readRetryAfterMs,
} from '../../../nodes/HoneyHive/api/retry';

describe('backOffMs', () => {
	it.each([
		[1, 0, 0],
		[1, 1, 500],
		[2, 1, 1000],
		[3, 0.5, 1000],
		[4, 1, 4000],
		[7, 1, 30_000],
		[20, 1, 30_000],
	])(
		'doubles with full jitter, up to half a minute (retry %i, jitter %d)',
		(retry, jitter, wait) => {
			expect(backOffMs(retry, undefined, jitter)).toBe(wait);
		},
	);

	it.each([
		['at least as long as the server asks', 1, 2500, 1, 2500],
		['longer than the server asks when the back-off is longer', 5, 2500, 1, 8000],
		['an hour when the server asks for it', 1, 3_600_000, 1, 3_600_000],
		['as usual when the server does not ask for a wait', 1, 0, 0.5, 250],
	])('waits %s', (_what, retry, retryAfter, jitter, wait) => {
		expect(backOffMs(retry, retryAfter, jitter)).toBe(wait);
	});
});

describe('readRetryAfterMs', () => {
	const now = Date.UTC(2024, 3, 1, 12);

	it.each([
		['7', 7000],
		['0', 0],
		['0.5', 500],
		[' 3 ', 3000],
		['-3', 0],
		['Mon, 01 Apr 2024 12:00:30 GMT', 30_000],
		['Mon, 01 Apr 2024 11:00:00 GMT', 0],
		['2024-04-01T12:01:00Z', 60_000],
		['soon', undefined],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
		[7, undefined],
		[['7'], undefined],
	])('reads the Retry-After header %j as %p ms', (header, milliseconds) => {
		expect(readRetryAfterMs(header, now)).toBe(milliseconds);
	});

	it.each(['Infinity', '1e999', '99999999999999999999'])('reads %s as a day', (header) => {
		expect(readRetryAfterMs(header, now)).toBe(86_400_000);
	});
});

describe('failureOfStatus', () => {
	it.each([400, 401, 403, 404, 405, 409, 410, 422, 301, 304])(
		'treats HTTP %i as final',
		(status) => {
			expect(failureOfStatus(status, undefined)).toEqual({ kind: 'final' });
		},
	);

	it.each([408, 429, 500, 501, 503, 520, 599])('treats HTTP %i as transient', (status) => {
		expect(failureOfStatus(status, undefined)).toEqual({ kind: 'transient' });
	});

	it.each([413, 502, 504])('treats HTTP %i as a response that is too large', (status) => {
		expect(failureOfStatus(status, undefined)).toEqual({ kind: 'tooLarge' });
	});

	it.each([429, 503, 504])('keeps the Retry-After of HTTP %i', (status) => {
		expect(failureOfStatus(status, 1500)).toMatchObject({ retryAfterMs: 1500 });
	});

	it('treats HTTP 403 as final even if it has a Retry-After', () => {
		expect(failureOfStatus(403, 1500)).toEqual({ kind: 'final' });
	});
});

describe('failureOfConnection', () => {
	it.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE'])(
		'treats %s as transient',
		(code) => {
			expect(failureOfConnection(code)).toEqual({ kind: 'transient' });
		},
	);

	it.each(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'])(
		'treats %s as a response that is too large',
		(code) => {
			expect(failureOfConnection(code)).toEqual({ kind: 'tooLarge' });
		},
	);

	it.each([
		'ENOTFOUND',
		'ERR_INVALID_URL',
		'ERR_CANCELED',
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		undefined,
	])('treats %s as final', (code) => {
		expect(failureOfConnection(code)).toEqual({ kind: 'final' });
	});
});
