/** Why a server's certificate is not accepted, and what helps. */
interface CertificateFault {
	readonly cause: string;
	readonly remedy: string;
}

const skip =
	"Only if nobody can read or change what is sent on the way, turn on 'Ignore SSL Issues (Insecure)' in the credential.";

const unknownAuthority = `Save the certificate of the authority that issued it, or the self-signed certificate itself, as a PEM file on the machine that runs n8n, set the environment variable NODE_EXTRA_CA_CERTS to the path of that file, and restart n8n. ${skip}`;

const wrongDate = `Renew the certificate on the server, and check the clock of the machine that runs n8n. ${skip}`;

const wrongHost = `Enter a host that the certificate is for as 'Base URL' in the credential, or add this host to the certificate. ${skip}`;

const replace = `Replace the certificate on the server. ${skip}`;

const revocation = `Check the list of revoked certificates that n8n was started with. ${skip}`;

const invalid = { cause: 'its certificate is not valid', remedy: replace };

const revocationUnknown = {
	cause: 'the list of revoked certificates could not be used',
	remedy: revocation,
};

const notIssuedByKnown = {
	cause: 'the authority that issued its certificate is not known to n8n',
	remedy: unknownAuthority,
};

/**
 * By Node's code.
 *
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const faults: Readonly<Record<string, CertificateFault>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: {
		cause: 'its certificate is self-signed',
		remedy: unknownAuthority,
	},
	SELF_SIGNED_CERT_IN_CHAIN: {
		cause: 'its certificate was issued by a private authority',
		remedy: unknownAuthority,
	},
	UNABLE_TO_GET_ISSUER_CERT: notIssuedByKnown,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notIssuedByKnown,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		cause: 'its certificate cannot be traced to an authority that n8n knows',
		remedy: `Let the server send its whole chain of certificates. If a private authority issued it: ${unknownAuthority}`,
	},
	CERT_UNTRUSTED: {
		cause: 'the authority that issued its certificate is not trusted',
		remedy: unknownAuthority,
	},
	CERT_HAS_EXPIRED: { cause: 'its certificate has expired', remedy: wrongDate },
	CERT_NOT_YET_VALID: { cause: 'its certificate is not valid yet', remedy: wrongDate },
	HOSTNAME_MISMATCH: { cause: 'its certificate is for another host', remedy: wrongHost },
	ERR_TLS_CERT_ALTNAME_INVALID: {
		cause: 'its certificate is for another host',
		remedy: wrongHost,
	},
	CERT_REVOKED: { cause: 'its certificate has been revoked', remedy: replace },
	CERT_REJECTED: { cause: 'its certificate must not be used by a server', remedy: replace },
	INVALID_PURPOSE: { cause: 'its certificate must not be used by a server', remedy: replace },
	INVALID_CA: { cause: 'its certificate was issued by one that must not issue', remedy: replace },
	PATH_LENGTH_EXCEEDED: { cause: 'its chain of certificates is too long', remedy: replace },
	CERT_CHAIN_TOO_LONG: { cause: 'its chain of certificates is too long', remedy: replace },
	CERT_SIGNATURE_FAILURE: invalid,
	UNABLE_TO_DECRYPT_CERT_SIGNATURE: invalid,
	UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: invalid,
	ERROR_IN_CERT_NOT_BEFORE_FIELD: invalid,
	ERROR_IN_CERT_NOT_AFTER_FIELD: invalid,
	UNABLE_TO_GET_CRL: revocationUnknown,
	UNABLE_TO_DECRYPT_CRL_SIGNATURE: revocationUnknown,
	CRL_SIGNATURE_FAILURE: revocationUnknown,
	CRL_NOT_YET_VALID: revocationUnknown,
	CRL_HAS_EXPIRED: revocationUnknown,
	ERROR_IN_CRL_LAST_UPDATE_FIELD: revocationUnknown,
	ERROR_IN_CRL_NEXT_UPDATE_FIELD: revocationUnknown,
};

/** Undefined when the code is not about a certificate. */
export function certificateFaultOf(code: string): CertificateFault | undefined {
	return Object.hasOwn(faults, code) ? faults[code] : undefined;
}
