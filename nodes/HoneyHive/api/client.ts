import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isObject } from '../events/event';
import type { Generation, Page, PageRequest } from '../events/generation';
import type { EventQuery } from '../events/query';
import { credentialType, readCredential, type Credential, type RequestContext } from './credential';
import { readPage } from './envelope';
import { refusalOfConnection, refusalOfStatus } from './errors';
import { readProjects, type Project } from './projects';

/** A HoneyHive deployment, as one credential reaches it. */
export interface HoneyHive {
	readonly generation: Generation;
	/** @throws ApiRefusal or Refusal, worded for the user */
	fetchPage(query: EventQuery, request: PageRequest): Promise<Page>;
	/** Empty where the API key belongs to one project. @throws ApiRefusal or Refusal */
	listProjects(): Promise<Project[]>;
}

export interface ConnectOptions {
	/** Milliseconds until an answer must begin. */
	readonly timeout: number;
}

/**
 * Reads the credential and speaks the generation that it names.
 *
 * @throws Refusal when the credential is not usable
 */
export async function connect(
	context: RequestContext,
	{ timeout }: ConnectOptions,
	item?: number,
): Promise<HoneyHive> {
	const credential = await readCredential(context, item);
	const { generation } = credential;
	const transport: Transport = { context, credential, timeout };
	return {
		generation,
		fetchPage: async (query, request) =>
			readPage(
				await send(transport, {
					method: 'POST',
					url: generation.eventsPath,
					body: generation.requestBody(query, request) as IDataObject,
				}),
			),
		listProjects: async () =>
			generation.projects
				? readProjects(await send(transport, { method: 'GET', url: generation.projects.path }))
				: [],
	};
}

interface Transport {
	readonly context: RequestContext;
	readonly credential: Credential;
	readonly timeout: number;
}

type Request = Pick<IHttpRequestOptions, 'method' | 'url' | 'body'>;

/** Sends one request and returns the text of a 2xx answer. */
async function send(transport: Transport, request: Request): Promise<string> {
	const response = await exchange(transport, request);
	const text = String(response.body ?? '');
	if (response.statusCode >= 200 && response.statusCode < 300) return text;
	const { location } = response.headers;
	throw refusalOfStatus(
		response.statusCode,
		transport.credential.redact(text),
		typeof location === 'string' ? location : undefined,
	);
}

async function exchange(
	{ context, credential, timeout }: Transport,
	request: Request,
): Promise<IN8nHttpFullResponse> {
	const options: IHttpRequestOptions = {
		...request,
		baseURL: credential.baseUrl,
		headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
		timeout,
		// Text, because the helper hands over a body that is not JSON as a string, silently.
		encoding: 'text',
		// Every status comes back as it is: the helper would send a 401 twice, and wrap the others.
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		allowedDomains: credential.allowedDomains,
	};
	try {
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			options,
		);
		return response as IN8nHttpFullResponse;
	} catch (error) {
		// Not passed on as it is: its cause carries the request with the Authorization header.
		const { code, said } = reasonOf(error);
		throw refusalOfConnection(credential.baseUrl, code, credential.redact(said));
	}
}

/** Node's error code, which the helper keeps in the cause, and what was said of it. */
function reasonOf(error: unknown): { code: string | undefined; said: string } {
	const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
	return {
		code: isObject(cause) && typeof cause.code === 'string' ? cause.code : undefined,
		said: cause instanceof Error ? cause.message : String(cause),
	};
}
