import { BodyTooLarge } from '../body';
import { causeOfConnection } from './connectionRefusal';
import { ApiRefusal, canceledCode, refusalOfStop } from '../errors';
import { failureOfConnection } from '../retry';

/** Codes of an answer that is longer than a string can be, or than there is memory for. */
const tooLargeCodes = ['ERR_STRING_TOO_LONG', 'ERR_BUFFER_TOO_LARGE', 'ENOMEM', 'Z_MEM_ERROR'];

/** Codes of zlib, and of the decoders of brotli and zstd. */
const compressionCodes = /^(Z_|ZSTD_|ERR__ERROR_|ERR_BROTLI_)/;

const askForLess =
	"Request fewer events at a time with 'Limit' or 'Page Size', or narrow the date range";

export interface BodyDetails {
	readonly status: number;
	/** From Node or zlib, such as ERR_STRING_TOO_LONG. */
	readonly code: string | undefined;
	/** What the error says, quoted. */
	readonly message: string;
}

/** The refusal for an answer that began, but could not be read to its end. */
export function refusalOfBody(
	error: unknown,
	{ status, code = '', message }: BodyDetails,
): ApiRefusal {
	const httpCode = String(status);
	if (code === canceledCode) return refusalOfStop();
	if (isTooLarge(error, code)) {
		return new ApiRefusal(
			httpCode,
			{ kind: 'tooLarge', isLasting: true },
			"HoneyHive's response is too large to be read",
			`${askForLess}. If a single event is that large, choose the fields that you need in 'Output'.`,
		);
	}
	if (compressionCodes.test(code)) {
		return new ApiRefusal(
			httpCode,
			{ kind: 'transient' },
			"HoneyHive's response could not be decompressed",
			`It was probably damaged on the way, e.g. by a proxy. Try again. (${code})`,
		);
	}
	const failure = failureOfConnection(code || undefined);
	if (failure.kind === 'tooLarge') {
		return new ApiRefusal(
			httpCode,
			failure,
			"HoneyHive's response did not end in time",
			`${askForLess}, or allow more time with 'Timeout (Seconds)'.`,
		);
	}
	return new ApiRefusal(
		httpCode,
		failure,
		`HoneyHive's response could not be read to its end: ${causeOfConnection(code) ?? message}`,
		`It was probably cut off on the way. Try again.${code && ` (${code})`}`,
	);
}

/** Each RangeError is about a length, or about memory that there is not. */
function isTooLarge(error: unknown, code: string): boolean {
	const isTooMuch = error instanceof BodyTooLarge || error instanceof RangeError;
	return isTooMuch || tooLargeCodes.includes(code);
}
