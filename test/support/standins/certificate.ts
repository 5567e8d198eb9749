import { join } from 'node:path';
import { runCommand } from '../n8n/process/command';

/** PEM files. */
export interface CertificateFiles {
	readonly certificate: string;
	readonly key: string;
}

/**
 * Creates a self-signed certificate for these hosts, which only a program told to do so trusts.
 * @throws Error with the output of openssl if that fails
 */
export async function makeCertificate(
	folder: string,
	hosts: readonly string[],
): Promise<CertificateFiles> {
	const certificate = join(folder, 'stand-ins.crt');
	const key = join(folder, 'stand-ins.key');
	const names = hosts.map((host) => `DNS:${host}`).join(',');
	await runCommand(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
			...['-subj', '/CN=Stand-ins of one test run', '-days', '1'],
			...['-addext', `subjectAltName=${names}`, '-keyout', key, '-out', certificate],
		],
		{ cwd: folder, logFile: join(folder, 'openssl.log') },
	);
	return { certificate, key };
}
