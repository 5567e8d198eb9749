import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { readApiKey } from '../nodes/HoneyHive/api/credential/apiKey';
import { goesToBaseUrl } from '../nodes/HoneyHive/api/credential/destination';
import { readAppUrl, readBaseUrl } from '../nodes/HoneyHive/api/credential/urls';
import { generations } from '../nodes/HoneyHive/api/generations';
import { automatic } from '../nodes/HoneyHive/api/generations/automatic';
import { testRequest } from '../nodes/HoneyHive/api/credential/testRequest';

/** In the words of n8n's helper, and of its older one, which the HTTP Request node uses. */
const followNoRedirect = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

export class HoneyHiveApi implements ICredentialType {
	name = 'honeyHiveApi';

	displayName = 'HoneyHive API';

	icon: Icon = {
		light: 'file:../nodes/HoneyHive/honeyhive.svg',
		dark: 'file:../nodes/HoneyHive/honeyhive.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-honeyhive/n8n-nodes-honeyhive#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "From HoneyHive's settings. A key works with one deployment only.",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.honeyhive.ai',
			required: true,
			description: 'URL of the API of your deployment, without an endpoint path',
			placeholder: 'e.g. https://acme.api.honeyhive.ai',
		},
		{
			displayName: 'API Version',
			name: 'generation',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: automatic,
					description: `By the host of the Base URL: ${generations.export.label} for api.honeyhive.ai, ${generations.search.label} for every other host`,
				},
				{
					name: `${generations.export.label} (api.honeyhive.ai)`,
					value: generations.export.name,
					description:
						"For api.honeyhive.ai, with an organization's API key. Its filters have no 'less than' and no 'exists'.",
				},
				{
					name: generations.exportV1.label,
					value: generations.exportV1.name,
					description:
						"For self-hosted deployments and other hosts with the route /v1/events/export, with an organization's API key. It filters text, numbers, booleans and dates, each with operators of its own.",
				},
				{
					name: generations.search.label,
					value: generations.search.name,
					description:
						"For api.dp1.us.honeyhive.ai, dedicated hosts such as acme.api.honeyhive.ai and new self-hosted deployments, with a project's API key. It filters text, numbers, booleans and dates, each with operators of its own.",
				},
			],
			default: automatic,
			description: "Version of HoneyHive's API that your deployment and key use",
		},
		{
			displayName: 'Project ID',
			name: 'projectId',
			type: 'string',
			default: '',
			description:
				"Used only for links to events in HoneyHive's app. You find it in the project's settings in HoneyHive, on the Data Plane tab of the API keys. Leave it empty to use the ID that the events contain, if they do.",
			placeholder: 'e.g. peQ9-_5k2zXezKJ_cwO20KYx',
		},
		{
			displayName: 'App URL',
			name: 'appUrl',
			type: 'string',
			default: '',
			description:
				"Used only for links to events in HoneyHive's app: the URL where you log in to a self-hosted HoneyHive. Leave it empty for HoneyHive's own hosts.",
			placeholder: 'e.g. https://app.us.honeyhive.ai',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSSLIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
	];

	/**
	 * Adds the bearer header, and only where the request goes to the origin of the Base URL: n8n calls this
	 * for whatever address a user enters in the HTTP Request node, too. For the same reason, a request with
	 * the key follows no redirect: the HTTP client would take the key along to a subdomain.
	 *
	 * It is a function so that an invalid key or URL is refused in plain words before anything is
	 * sent, also in the credential's own test.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const baseUrl = readBaseUrl(credentials.baseUrl);
		readAppUrl(credentials.appUrl);
		const key = readApiKey(credentials.apiKey);
		if (!goesToBaseUrl(baseUrl, requestOptions)) return requestOptions;
		return {
			...requestOptions,
			...followNoRedirect,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${key}` },
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			...testRequest,
			skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues === true }}',
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: 30_000,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'HoneyHive does not accept the API key: it is not valid for this deployment. Check API Key and Base URL.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'The API key is valid, but lacks permission to read projects or events.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'HoneyHive found nothing at this address, or does not accept the API key: newer deployments answer this way when a key is wrong, revoked or expired. Check API Key, then Base URL and API Version.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 407,
					message:
						'The proxy between n8n and HoneyHive requires a user name and password. Add them to the environment variables HTTP_PROXY and HTTPS_PROXY of n8n.',
				},
			},
			...[301, 302, 307, 308].map((value) => ({
				type: 'responseCode' as const,
				properties: {
					value,
					message:
						'This address redirects to another one, which was not followed. If you trust that address, enter it as Base URL.',
				},
			})),
		],
	};
}
