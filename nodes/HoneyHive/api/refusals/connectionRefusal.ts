import { certificateFaultOf } from './certificates';
import { ApiRefusal, canceledCode, refusalOfStop } from '../errors';
import type { Peer, Reason } from './reason';
import { failureOfConnection } from '../retry';

const checkUrl = "Check 'Base URL' in the credential, and that n8n can reach it.";

const checkNames =
	"Check the host in 'Base URL' in the credential, and that the machine that runs n8n can look it up (DNS).";

const checkNetwork =
	"Check the network, the firewall and the proxy between n8n and 'Base URL' in the credential.";

const checkProtocol =
	"Check whether 'Base URL' in the credential must start with http:// instead of https://, and which versions of TLS the server accepts.";

const hostUnknown = ['the host does not exist', checkNames] as const;
const lookupFailed = ['the host name could not be looked up', checkNames] as const;
const timedOut = ['the request timed out', checkUrl] as const;
const noRoute = ['there is no way to its network', checkNetwork] as const;
const noTls = ['no secure connection could be established', checkProtocol] as const;

const causes: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
	ENOTFOUND: hostUnknown,
	EAI_NONAME: hostUnknown,
	ENODATA: hostUnknown,
	EAI_NODATA: hostUnknown,
	EAI_AGAIN: lookupFailed,
	EAI_FAIL: lookupFailed,
	ESERVFAIL: lookupFailed,
	EREFUSED: lookupFailed,
	ETIMEOUT: lookupFailed,
	ECONNREFUSED: ['the connection was refused', checkUrl],
	ECONNRESET: ['the connection was closed', checkNetwork],
	EPIPE: ['the connection was closed', checkNetwork],
	ETIMEDOUT: timedOut,
	ECONNABORTED: timedOut,
	EHOSTUNREACH: noRoute,
	ENETUNREACH: noRoute,
	EHOSTDOWN: noRoute,
	ENETDOWN: noRoute,
	EPROTO: noTls,
};

/** Why a connection failed, or broke off, in words; undefined when the code is not a known one. */
export function causeOfConnection(code: string): string | undefined {
	return explain(code)?.[0];
}

function explain(code: string): readonly [cause: string, remedy: string] | undefined {
	const fault = certificateFaultOf(code);
	if (fault) return [fault.cause, fault.remedy];
	if (code.startsWith('ERR_SSL_')) return noTls;
	return Object.hasOwn(causes, code) ? causes[code] : undefined;
}

/**
 * The refusal for a request that got no answer.
 *
 * @param reason with its texts quoted
 */
export function refusalOfConnection(baseUrl: string, reason: Reason): ApiRefusal {
	const { code, message, remedy, peer } = reason;
	if (code === canceledCode) return refusalOfStop();
	const failure = failureOfConnection(code);
	if (code === undefined) {
		const text = `HoneyHive could not be reached at ${baseUrl}: ${message}`;
		return new ApiRefusal(null, failure, text, remedy ?? checkUrl);
	}
	const [cause = message, cure = checkUrl] = explain(code) ?? [];
	const proxy = proxyOf(new URL(baseUrl), peer);
	if (proxy !== undefined) {
		return new ApiRefusal(
			null,
			failure,
			`The proxy between n8n and HoneyHive could not be reached at ${proxy}: ${cause}`,
			`Check the proxy that the environment variables HTTP_PROXY, HTTPS_PROXY and ALL_PROXY of n8n name. To do without it, add the host of 'Base URL' to NO_PROXY. (${code})`,
		);
	}
	return new ApiRefusal(
		null,
		failure,
		`HoneyHive could not be reached at ${baseUrl}: ${cause}`,
		`${cure} (${code})`,
	);
}

/** Whoever n8n connects to, if not to the Base URL, is a proxy. Undefined when that cannot be told. */
function proxyOf(base: URL, { hostname, address, port }: Peer = {}): string | undefined {
	if (hostname !== undefined) return hostname === base.hostname ? undefined : hostname;
	const basePort = Number(base.port) || (base.protocol === 'https:' ? 443 : 80);
	if (address === undefined || port === undefined || port === basePort) return undefined;
	return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
