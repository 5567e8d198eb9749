import type { IHttpRequestOptions } from 'n8n-workflow';

import { HoneyHiveApi } from '../../../credentials/HoneyHiveApi.credentials';
import { CredentialStore } from '../../support/credentialStore';

/** What n8n's helpers accept: the older one, which the HTTP Request node uses, also knows `uri`. */
type Address = Partial<Record<'baseURL' | 'url' | 'uri', unknown>>;

async function headersOf(baseUrl: string, address: Address, headers = {}) {
	const credential = { apiKey: 'hh_key', baseUrl };
	const request = { ...address, headers } as unknown as IHttpRequestOptions;
	const store = new CredentialStore(credential);
	return (await store.authenticate(credential, new HoneyHiveApi().name, request)).headers;
}

const base = 'https://api.honeyhive.ai';

const ownAddresses: ReadonlyArray<[baseUrl: string, address: Address]> = [
	[base, { baseURL: base, url: '/projects' }],
	[base, { baseURL: base, url: 'projects' }],
	[base, { baseURL: base }],
	[base, { url: `${base}/projects` }],
	[base, { uri: `${base}/projects` }],
	[base, { uri: new URL(`${base}/projects`) }],
	[base, { url: 'HTTPS://API.HoneyHive.AI/projects' }],
	[base, { url: 'https://api.honeyhive.ai:443/projects' }],
	[base, { baseURL: base, url: `${base}/projects?next=https://elsewhere.example` }],
	[` ${base.toUpperCase()}:443/hh/ `, { uri: `${base}/other` }],
	['https://api.honeyhive.ai.', { url: 'https://api.honeyhive.ai./projects' }],
	['http://localhost:8080', { url: 'http://localhost:8080/projects' }],
	['http://[::1]:8080', { url: 'http://[0:0:0:0:0:0:0:1]:8080/projects' }],
	['http://127.0.0.1', { url: 'http://127.0.0.1:80/projects' }],
	['https://höney.example', { url: 'https://xn--hney-5qa.example/projects' }],
];

const foreignAddresses: ReadonlyArray<[baseUrl: string, address: Address]> = [
	[base, { url: 'https://elsewhere.example/projects' }],
	[base, { uri: 'https://elsewhere.example/projects' }],
	[base, { url: `${base}.elsewhere.example/projects` }],
	[base, { url: `${base}@elsewhere.example/projects` }],
	[base, { url: 'https://elsewhere.example\\@api.honeyhive.ai/projects' }],
	[base, { url: `https://elsewhere.example/${base}` }],
	[base, { url: `https://elsewhere.example#${base}` }],
	[base, { url: 'https://sub.api.honeyhive.ai/projects' }],
	[base, { url: 'https://honeyhive.ai/projects' }],
	[base, { url: 'http://api.honeyhive.ai/projects' }],
	[base, { url: 'http://api.honeyhive.ai:443/projects' }],
	[base, { url: 'https://api.honeyhive.ai:8443/projects' }],
	[base, { url: 'https://api.honeyhive.ai./projects' }],
	[base, { url: 'https://api.honeyhive.aі/projects' }],
	[base, { url: `blob:${base}/projects` }],
	[base, { url: `ftp://api.honeyhive.ai/projects` }],
	[base, { baseURL: base, url: 'https://elsewhere.example/projects' }],
	[base, { baseURL: base, url: '//elsewhere.example/projects' }],
	[base, { baseURL: base, url: '\\\\elsewhere.example/projects' }],
	[base, { baseURL: base, url: '\thttps://elsewhere.example/projects' }],
	[base, { baseURL: 'https://elsewhere.example', url: '/projects' }],
	[base, { baseURL: 'https://elsewhere.example', url: `${base}/projects` }],
	[base, { url: `${base}/projects`, uri: 'https://elsewhere.example' }],
	[base, { url: '/projects' }],
	[base, { url: '' }],
	[base, {}],
	['http://[::1]:8080', { url: 'http://[::2]:8080/projects' }],
	['http://127.0.0.1:8080', { url: 'http://localhost:8080/projects' }],
];

describe('The API key', () => {
	it.each(ownAddresses)(
		'is added for Base URL %j to a request for %j',
		async (baseUrl, address) => {
			expect(await headersOf(baseUrl, address, { Accept: '*/*' })).toEqual({
				Accept: '*/*',
				Authorization: 'Bearer hh_key',
			});
		},
	);

	it.each(foreignAddresses)(
		'is not added for Base URL %j to a request for %j',
		async (baseUrl, address) => {
			expect(await headersOf(baseUrl, address, { Accept: '*/*' })).toEqual({ Accept: '*/*' });
		},
	);
});
