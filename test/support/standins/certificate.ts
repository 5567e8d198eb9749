import { join } from 'node:path';
import { runCommand } from '../n8n/process/command';

/** PEM files. */
export interface CertificateFiles {
	readonly certificate: string;
	readonly key: string;
}

interface CertificateOptions {
	/** Of the files, without an extension. */
	readonly name?: string;
	/** Who signs it; by default, it is self-signed. */
	readonly issuer?: CertificateFiles;
}

/**
 * Creates a certificate for these hosts, which only a program told to do so trusts.
 * @throws Error with the output of openssl if that fails
 */
export async function makeCertificate(
	folder: string,
	hosts: readonly string[],
	{ name = 'stand-ins', issuer }: CertificateOptions = {},
): Promise<CertificateFiles> {
	const certificate = join(folder, `${name}.crt`);
	const key = join(folder, `${name}.key`);
	const names = hosts.map((host) => `DNS:${host}`).join(',');
	await runCommand(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
			...['-subj', `/CN=${name} of one test run`, '-days', '1'],
			...['-addext', `subjectAltName=${names}`, '-keyout', key, '-out', certificate],
			...(issuer ? ['-CA', issuer.certificate, '-CAkey', issuer.key] : []),
		],
		{ cwd: folder, logFile: join(folder, 'openssl.log') },
	);
	return { certificate, key };
}
