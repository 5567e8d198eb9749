import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { linkOf, type LinkOf } from '../../events/link';
import { display, Refusal } from '../../events/refusal';
import { readApiKey, remarkOnKey, type KeyUse } from './apiKey';
import { quoterOf, type Quote } from './quote';
import { readAppUrl, readBaseUrl } from './urls';
import { generations } from '../generations';
import { automatic, generationFor } from '../generations/automatic';
import type { GenerationRoutes } from '../generations/routes';

/** The contexts in which n8n lets a node read its credential and send requests. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Aborted when the user stops the execution. Contexts that are not an execution have none. */
export function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}

export const credentialType = 'honeyHiveApi';

/** The credential, validated. The key itself stays with n8n, which puts it into the header. */
export interface Credential {
	readonly generation: GenerationRoutes;
	/** Without a trailing slash. */
	readonly baseUrl: string;
	/** Comma-separated hosts that the credential's owner allows; undefined for any. */
	readonly allowedDomains: string | undefined;
	/** Whether the server's certificate is not checked. */
	readonly ignoreSSLIssues: boolean;
	readonly linkOf: LinkOf;
	/** Says what a key of this kind cannot do, if HoneyHive may refuse this use of it. */
	readonly keyRemark: (use: KeyUse) => string | undefined;
	/** Makes text that others wrote fit for a message, and removes the key in case they echo it. */
	readonly quote: Quote;
}

/** @throws Refusal when the key, a URL or the generation is not usable */
export async function readCredential(context: RequestContext, item?: number): Promise<Credential> {
	const data = await context.getCredentials(credentialType, item);
	const baseUrl = readBaseUrl(data.baseUrl);
	const key = readApiKey(data.apiKey);
	const app = {
		baseUrl,
		appUrl: readAppUrl(data.appUrl),
		projectId: readProjectId(data.projectId),
	};
	return {
		generation: readGeneration(data.generation, baseUrl),
		baseUrl,
		allowedDomains: readAllowedDomains(data),
		// False for credentials that were saved without this field.
		ignoreSSLIssues: data.ignoreSSLIssues === true,
		linkOf: (event) => linkOf(app, event, Date.now()),
		keyRemark: (use) => remarkOnKey(key, use),
		quote: quoterOf(key),
	};
}

/** n8n fills in `automatic` for credentials that were saved without this field. */
function readGeneration(value: unknown, baseUrl: string): GenerationRoutes {
	if ((value ?? automatic) === automatic) return generations[generationFor(baseUrl)];
	const chosen = Object.values(generations).find(({ name }) => name === value);
	if (chosen) return chosen;
	const labels = Object.values(generations).map(({ label }) => label);
	throw new Refusal(
		`'API Version' in the credential is ${display(value)}`,
		`Choose one of: ${['Automatic', ...labels].join(', ')}.`,
	);
}

function readProjectId(value: unknown): string | undefined {
	return (typeof value === 'string' && value.trim()) || undefined;
}

/**
 * n8n enforces a credential's domains only if the node passes them on, and its own reader of them takes
 * different arguments from version to version. 'None' is about n8n's HTTP Request node.
 */
function readAllowedDomains(data: ICredentialDataDecryptedObject): string | undefined {
	if (data.allowedHttpRequestDomains !== 'domains') return undefined;
	const domains = String(data.allowedDomains ?? '').trim();
	if (domains !== '') return domains;
	throw new Refusal(
		"'Allowed Domains' in the credential is empty",
		"Enter the host of 'Base URL', or set 'Allowed HTTP Request Domains' to 'All'.",
	);
}
