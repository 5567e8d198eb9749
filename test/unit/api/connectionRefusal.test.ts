import { refusalOfConnection } from '../../../nodes/HoneyHive/api/refusals/connectionRefusal';
import type { Peer } from '../../../nodes/HoneyHive/api/refusals/reason';

const message = 'what the client said';

/** All that Node names: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateCodes = `
	UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE
	UNABLE_TO_DECRYPT_CRL_SIGNATURE UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE
	CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED CRL_NOT_YET_VALID CRL_HAS_EXPIRED
	ERROR_IN_CERT_NOT_BEFORE_FIELD ERROR_IN_CERT_NOT_AFTER_FIELD ERROR_IN_CRL_LAST_UPDATE_FIELD
	ERROR_IN_CRL_NEXT_UPDATE_FIELD DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG
	CERT_REVOKED INVALID_CA PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED CERT_REJECTED
	HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID`
	.trim()
	.split(/\s+/);

describe('The refusal for a failed connection', () => {
	it.each([
		['ENOTFOUND', 'the host does not exist'],
		['EAI_AGAIN', 'the host name could not be looked up'],
		['ETIMEDOUT', 'the request timed out'],
		['EHOSTUNREACH', 'there is no way to its network'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'no secure connection could be established'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
		['SOMETHING_NEW', message],
		['constructor', message],
		[undefined, message],
	])('explains the connection error %s', (code, meaning) => {
		const refusal = refusalOfConnection('https://host', { code, message });
		expect(refusal.message).toBe(`HoneyHive could not be reached at https://host: ${meaning}`);
		expect(refusal.httpCode).toBeNull();
	});

	it.each(certificateCodes)('explains %s, and is final', (code) => {
		const {
			message: said,
			remedy,
			failure,
		} = refusalOfConnection('https://host', { code, message });
		expect(said).not.toContain(message);
		expect(remedy).toContain("'Ignore SSL Issues (Insecure)' in the credential");
		expect(remedy).toContain(`(${code})`);
		expect(failure).toEqual({ kind: 'final' });
	});

	it('keeps the remedy of n8n when n8n refused to send the request', () => {
		const refusal = refusalOfConnection('https://host', {
			message,
			remedy: 'Ask the administrator.',
		});
		expect(refusal.remedy).toBe('Ask the administrator.');
	});

	it.each<[baseUrl: string, peer: Peer, proxy: string | undefined]>([
		['https://host', { address: '10.0.0.1', port: 443 }, undefined],
		['http://host', { address: '10.0.0.1', port: 80 }, undefined],
		['https://host:8443', { address: '10.0.0.1', port: 8443 }, undefined],
		['https://host', { hostname: 'host' }, undefined],
		['https://host', {}, undefined],
		['https://host', { address: '10.0.0.1', port: 3128 }, '10.0.0.1:3128'],
		['https://host:8443', { address: '::1', port: 443 }, '[::1]:443'],
		['https://host', { hostname: 'proxy' }, 'proxy'],
	])('on the way to %s, when %j did not answer, blames the proxy %s', (baseUrl, peer, proxy) => {
		const refusal = refusalOfConnection(baseUrl, { code: 'ETIMEDOUT', message, peer });
		const subject = proxy
			? `The proxy between n8n and HoneyHive could not be reached at ${proxy}`
			: `HoneyHive could not be reached at ${baseUrl}`;
		expect(refusal.message).toBe(`${subject}: the request timed out`);
	});
});
