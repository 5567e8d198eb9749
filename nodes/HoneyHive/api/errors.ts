import { isObject } from '../events/event';
import { Refusal } from '../events/refusal';
import { isHtml } from './html';
import { failureOfConnection, failureOfStatus, type Failure } from './retry';

/** HoneyHive refused a request, or could not be reached. `httpCode` is null where no answer came. */
export class ApiRefusal extends Refusal {
	override readonly name = 'ApiRefusal';

	constructor(
		readonly httpCode: string | null,
		/** Whether, and when, another try may succeed. */
		readonly failure: Failure,
		message: string,
		remedy?: string,
	) {
		super(message, remedy);
	}
}

const remedies: Readonly<Record<number, readonly [message: string, remedy: string]>> = {
	400: [
		'HoneyHive refused the request',
		"Check the filters, the date range and the fields against 'API Generation' in the credential.",
	],
	401: [
		'HoneyHive does not accept the API key',
		"The key is not valid for this deployment: check 'API Key' and 'Base URL' in the credential.",
	],
	403: [
		'The API key lacks permission to read these events',
		'Use a key that may read events of this project, or ask an administrator of your HoneyHive organization.',
	],
	404: [
		'HoneyHive has nothing at this address',
		"Check 'Base URL' and 'API Generation' in the credential, and that the key has access to the project.",
	],
	413: [
		'HoneyHive finds the request or its answer too large',
		"Ask for fewer events at a time with 'Limit' or 'Page Size'.",
	],
	429: [
		'HoneyHive receives too many requests from you',
		'Wait a little, run the workflow less often, or narrow the date range.',
	],
};

export interface StatusDetails {
	readonly location?: string | undefined;
	/** Milliseconds. */
	readonly retryAfter?: number | undefined;
	/** Takes the key out of what HoneyHive says, once that is decoded. */
	readonly redact?: (said: string) => string;
}

/** The wording of an answer whose status is not 2xx. Quotes what HoneyHive itself says, if anything. */
export function refusalOfStatus(
	status: number,
	body: string,
	{ location, retryAfter, redact = (said) => said }: StatusDetails = {},
): ApiRefusal {
	if (status >= 300 && status < 400) return redirected(status, location);
	const [message, remedy] = remedies[status] ?? wordingOfRange(status);
	const said = quoteServer(body, redact);
	return new ApiRefusal(
		String(status),
		failureOfStatus(status, retryAfter),
		`${message} (HTTP ${status})${said ? `: ${said}` : ''}`,
		remedy,
	);
}

/**
 * A redirect is not followed: it would turn the POST into a GET, or take the request, and perhaps
 * the key, to a host that the user did not enter.
 */
function redirected(status: number, location: string | undefined): ApiRefusal {
	return new ApiRefusal(
		String(status),
		{ kind: 'final' },
		`HoneyHive's address redirects to ${location ? originOf(location) : 'another place'} (HTTP ${status})`,
		"The request was not sent on. If you trust that address, enter it as 'Base URL' in the credential.",
	);
}

/** Without the path and query, which can carry a token. */
function originOf(location: string): string {
	return URL.canParse(location) ? new URL(location).origin : 'another path';
}

function wordingOfRange(status: number): readonly [message: string, remedy: string] {
	return status >= 500
		? [
				'HoneyHive could not answer',
				'Try again later. If a large export is the cause, narrow the date range or ask for fewer events at a time.',
			]
		: ['HoneyHive refused the request', 'Check the parameters of this node.'];
}

/** What the server says of it, from HoneyHive's `{message}` or `{error}`; a web page says nothing. */
function quoteServer(body: string, redact: (said: string) => string): string | undefined {
	const text = body.trim();
	if (text === '' || isHtml(text)) return undefined;
	return shorten(redact(messageIn(text) ?? text).replace(/\s+/g, ' '));
}

function messageIn(text: string): string | undefined {
	try {
		const body: unknown = JSON.parse(text);
		if (!isObject(body)) return undefined;
		const said = body.message ?? body.error;
		return typeof said === 'string' || said === undefined ? said : JSON.stringify(said);
	} catch {
		return undefined;
	}
}

function shorten(text: string): string {
	return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

const connectionCauses: Readonly<Record<string, string>> = {
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name of the host could not be looked up',
	ECONNREFUSED: 'nothing accepts connections there',
	ECONNRESET: 'the connection was cut',
	ETIMEDOUT: 'no answer came in time',
	ECONNABORTED: 'no answer came in time',
	EPROTO: 'it does not speak HTTPS there',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
};

/**
 * The wording of a request that got no answer.
 *
 * @param code Node's or OpenSSL's, as ECONNREFUSED
 * @param said what the HTTP client says of it, without the key
 */
export function refusalOfConnection(
	baseUrl: string,
	code: string | undefined,
	said: string,
): ApiRefusal {
	const known = code === undefined ? undefined : connectionCauses[code];
	return new ApiRefusal(
		null,
		failureOfConnection(code),
		`HoneyHive could not be reached at ${baseUrl}: ${known ?? said}`,
		`Check 'Base URL' in the credential, and that this n8n may reach it.${code ? ` (${code})` : ''}`,
	);
}

/** The wording of an answer that could not be read: it may have been cut on the way. */
export function refusalOfUnreadable(message: string, remedy: string): ApiRefusal {
	return new ApiRefusal('200', { kind: 'transient' }, message, remedy);
}

/** The wording of an answer that could be read and is not what was asked for. */
export function refusalOfAnswer(message: string, remedy: string): ApiRefusal {
	return new ApiRefusal('200', { kind: 'final' }, message, remedy);
}

/** The wording of a request that is not sent, because the execution was stopped. */
export function refusalOfStop(): ApiRefusal {
	return new ApiRefusal(null, { kind: 'final' }, 'The execution was stopped');
}
