import { isObject } from '../../events/event';
import { parseUrl } from '../../events/parseUrl';
import { display } from '../../events/refusal';
import type { UpdatedEvent } from '../../events/update';
import { isHtml } from '../body';
import type { Quote } from '../credential/quote';
import { ApiRefusal } from '../errors';
import { failureOfStatus } from '../retry';
import { refusalOfUnknownEvent, updateRemedies } from './updateRefusal';

const remedies: Readonly<Record<number, readonly [message: string, remedy: string]>> = {
	400: [
		'HoneyHive refused the request',
		"Check the filters, the date range and the fields against 'API Version' in the credential.",
	],
	401: [
		'HoneyHive does not accept the API key',
		"The key is not valid for this deployment: check 'API Key' and 'Base URL' in the credential.",
	],
	403: [
		'The API key lacks permission to read these events',
		'Use a key that can read events of this project, or ask an administrator of your HoneyHive organization.',
	],
	404: [
		'HoneyHive found nothing at this address',
		"Check 'Base URL' and 'API Version' in the credential, and that the key has access to the project.",
	],
	407: [
		'The proxy between n8n and HoneyHive requires a user name and password',
		"Add them to the environment variables HTTP_PROXY and HTTPS_PROXY of n8n, e.g. http://user:password@proxy.example:3128. To do without the proxy, add the host of 'Base URL' to NO_PROXY.",
	],
	413: [
		'The request or its response is too large',
		"Request fewer events at a time with 'Limit' or 'Page Size'.",
	],
	429: [
		"HoneyHive's rate limit was reached",
		'Wait a moment, run the workflow less often, or narrow the date range.',
	],
};

/** Newer deployments answer 404 instead of 401 and 403. */
const notFoundOrKey = [
	'HoneyHive found nothing at this address, or does not accept the API key',
	"Newer deployments answer this way when a key is wrong, revoked or expired. Check 'API Key', then 'Base URL' and 'API Version' in the credential.",
] as const;

/** Statuses that the key can cause. */
const keyStatuses = [401, 403, 404];

/** Statuses of an answer that a project does not exist. */
const projectStatuses = [400, 404];

export interface StatusDetails {
	readonly location?: string | undefined;
	readonly retryAfterMs?: number | undefined;
	/** Makes what HoneyHive says fit for the message, once that is decoded. */
	readonly quote: Quote;
	/** The project that the request named, if any. */
	readonly project?: string | undefined;
	/** The event that the request updates; undefined if the request reads. */
	readonly updated?: UpdatedEvent | undefined;
	/** Whether a 404 can also mean that the key is not accepted. */
	readonly notFoundCanMeanKey?: boolean;
	/** What a key of this kind cannot do. */
	readonly keyRemark?: string | undefined;
}

/** The refusal for an answer whose status is not 2xx. It quotes what HoneyHive itself says, if anything. */
export function refusalOfStatus(status: number, body: string, details: StatusDetails): ApiRefusal {
	const { location, retryAfterMs, quote, project, updated } = details;
	if (status >= 300 && status < 400) return redirected(status, location, quote);
	const said = quote(messageOf(body));
	if (project !== undefined && saysProjectIsUnknown(status, said)) {
		return unknownProject(status, project);
	}
	const unknownEvent = updated && refusalOfUnknownEvent(status, said, updated);
	if (unknownEvent) return unknownEvent;
	const [message, remedy] = wordingOf(status, details);
	return new ApiRefusal(
		String(status),
		// The reason for a 404 may be the event, even where HoneyHive does not say so.
		status === 404 && updated?.mayArrive
			? { kind: 'transient' }
			: failureOfStatus(status, retryAfterMs),
		`${message} (HTTP ${status})${said ? `: ${said}` : ''}`,
		remedy,
	);
}

function wordingOf(
	status: number,
	{ notFoundCanMeanKey = false, keyRemark, updated }: StatusDetails,
): readonly [message: string, remedy: string] {
	const [message, remedy] =
		status === 404 && notFoundCanMeanKey
			? notFoundOrKey
			: ((updated && updateRemedies[status]) ?? remedies[status] ?? wordingOfRange(status));
	const remarks = [
		updated && status === 404 && "It may also be that HoneyHive does not have the 'Event ID'.",
		keyStatuses.includes(status) && keyRemark,
	];
	return [message, [remedy, ...remarks.filter(Boolean)].join(' ')];
}

/** Fields such as `project_id` do not count: they can be part of a filter. */
function saysProjectIsUnknown(status: number, said: string): boolean {
	return (
		projectStatuses.includes(status) &&
		/\bproject\b/i.test(said) &&
		/not found|does not exist/i.test(said)
	);
}

function unknownProject(status: number, project: string): ApiRefusal {
	return new ApiRefusal(
		String(status),
		{ kind: 'final' },
		`Project ${display(project)} could not be found`,
		'Choose one from the list.',
	);
}

/**
 * A redirect is not followed: it would turn the POST into a GET, or take the request, and perhaps
 * the key, to a host that the user did not enter.
 */
function redirected(status: number, location: string | undefined, quote: Quote): ApiRefusal {
	return new ApiRefusal(
		String(status),
		{ kind: 'final' },
		`HoneyHive's address redirects to ${location ? quote(originOf(location)) : 'another place'} (HTTP ${status})`,
		"The redirect was not followed. If you trust that address, enter it as 'Base URL' in the credential.",
	);
}

/** Without the path and the query, which can contain a token. */
function originOf(location: string): string {
	return parseUrl(location)?.origin ?? 'another path';
}

function wordingOfRange(status: number): readonly [message: string, remedy: string] {
	return status >= 500
		? [
				'HoneyHive could not process the request',
				'Try again later. If a large export causes it, narrow the date range or request fewer events at a time.',
			]
		: ['HoneyHive refused the request', 'Check the parameters of this node.'];
}

/** What the server says, from HoneyHive's `{message}` or `{error}`; a web page says nothing. */
function messageOf(text: string): string {
	if (isHtml(text)) return '';
	const message = fieldOf(text);
	if (message === undefined) return text;
	return typeof message === 'string' ? message : JSON.stringify(message);
}

function fieldOf(text: string): unknown {
	try {
		const body: unknown = JSON.parse(text);
		return isObject(body) ? (body.message ?? body.error) : undefined;
	} catch {
		return undefined;
	}
}
