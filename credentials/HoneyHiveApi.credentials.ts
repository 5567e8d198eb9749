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
			description: 'In HoneyHive under Settings. A key works with one deployment only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.honeyhive.ai',
			required: true,
			description: 'Address of the API of your deployment, without a path of an operation',
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
			description: 'Which shape of the events API your host and your key go with',
		},
	];

	/**
	 * Adds the bearer header.
	 *
	 * A function, so that a key or Base URL that cannot be right is refused in plain words before
	 * anything is sent, in the credential's own test too.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		readBaseUrl(credentials.baseUrl);
		const key = readApiKey(credentials.apiKey);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${key}` },
		};
	};

	/** Asks what HoneyHive's own tools ask: for the projects, or for one event where a key has one project. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '={{ {export: "/projects", exportV1: "/v1/projects", search: "/v1/events/search"}[$credentials.generation] }}',
			// n8n resolves an expression here too; its type knows the methods only.
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
						'HoneyHive has nothing at this address: check that Base URL and API Generation go together.',
				},
			},
			...[301, 302, 307, 308].map((value) => ({
				type: 'responseCode' as const,
				properties: {
					value,
					message:
						'This address redirects to another one, which is not followed: enter that as Base URL if you trust it.',
				},
			})),
		],
	};
}
