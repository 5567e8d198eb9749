import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestMethods,
	INodeProperties,
} from 'n8n-workflow';

import { readApiKey } from '../nodes/HoneyHive/api/apiKey';
import { readBaseUrl } from '../nodes/HoneyHive/api/baseUrl';

export class HoneyHiveApi implements ICredentialType {
	name = 'honeyHiveApi';

	displayName = 'HoneyHive API';

	icon: Icon = {
		light: 'file:../nodes/HoneyHive/honeyhive.svg',
		dark: 'file:../nodes/HoneyHive/honeyhive.dark.svg',
	};

	documentationUrl = 'https://docs.honeyhive.ai';

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
			displayName: 'API Generation',
			name: 'generation',
			type: 'options',
			options: [
				{
					name: 'Events Export',
					value: 'export',
					description:
						"For api.honeyhive.ai, with an organization's API key. Reads from /events/export.",
				},
				{
					name: 'Events Export V1',
					value: 'exportV1',
					description:
						"For api.honeyhive.ai and self-hosted deployments with /v1 routes, with an organization's API key. Reads from /v1/events/export.",
				},
				{
					name: 'Events Search',
					value: 'search',
					description:
						"For api.dp1.us.honeyhive.ai, dedicated hosts such as acme.api.honeyhive.ai and new self-hosted deployments, with a project's API key. Reads from /v1/events/search.",
				},
			],
			default: 'export',
			description: 'Version of the events API that your deployment and key use',
		},
	];

	/**
	 * Adds the bearer header.
	 *
	 * It is a function so that an invalid key or Base URL is refused in plain words before anything is
	 * sent, also in the credential's own test.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		readBaseUrl(credentials.baseUrl);
		const key = readApiKey(credentials.apiKey);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${key}` },
		};
	};

	/** Requests what HoneyHive's own tools request: the projects, or one event if the key belongs to one project. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '={{ {export: "/projects", exportV1: "/v1/projects", search: "/v1/events/search"}[$credentials.generation] }}',
			// n8n resolves an expression here too, although the type allows only methods.
			method: '={{ $credentials.generation === "search" ? "POST" : "GET" }}' as IHttpRequestMethods,
			body: '={{ $credentials.generation === "search" ? {filters: [], limit: 1} : undefined }}',
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
						'HoneyHive found nothing at this address: check that Base URL and API Generation belong together.',
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
