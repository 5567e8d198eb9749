import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isObject } from '../events/event';
import { messageOf } from '../events/refusal';
import { readBody, readText, type BodyReader, type BodyStream } from './body';
import { credentialType, type Credential, type RequestContext } from './credential/credential';
import { ApiRefusal, refusalOfConnection, refusalOfDeadline } from './errors';
import { readRetryAfterMs } from './retry';
import { refusalOfStatus } from './statusRefusal';

export interface Request {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly body?: Record<string, unknown>;
	/** The project that the request names, if any: for a refusal that is about it. */
	readonly project?: string | undefined;
}

/** Sends requests through n8n's helper, which adds proxies, n8n's network policy and the credential. */
export class Transport {
	constructor(
		private readonly context: RequestContext,
		private readonly credential: Credential,
		/** Milliseconds within which an answer must arrive. */
		private readonly timeout: number,
		/** UTC milliseconds at which every request ends. */
		private readonly endOfRun = Infinity,
	) {}

	/** Sends one request, once, and reads the body of a 2xx answer. @throws ApiRefusal */
	async send<Content>(request: Request, read: BodyReader<Content>): Promise<Content> {
		const now = Date.now();
		const deadline = Math.min(now + this.timeout, this.endOfRun);
		if (deadline <= now) throw refusalOfDeadline();
		try {
			const options = this.optionsOf(request, deadline - now);
			const { statusCode, headers, body } = await this.request(options);
			const stream = body as unknown as BodyStream;
			if (statusCode >= 200 && statusCode < 300) return await readBody(stream, deadline, read);
			throw this.refuse(request, statusCode, headers, await readBody(stream, deadline, readText));
		} catch (error) {
			throw error instanceof ApiRefusal ? error : this.refuseConnection(error);
		}
	}

	/** The error itself is not kept as the cause: it contains the request with the Authorization header. */
	private refuseConnection(error: unknown): ApiRefusal {
		if (Date.now() >= this.endOfRun) return refusalOfDeadline();
		const { code, message } = reasonOf(error);
		return refusalOfConnection(this.credential.baseUrl, code, this.credential.redact(message));
	}

	private refuse(
		{ project }: Request,
		status: number,
		headers: IDataObject,
		text: string,
	): ApiRefusal {
		const { location } = headers;
		const { generation, keyRemark } = this.credential;
		return refusalOfStatus(status, text, {
			project,
			notFoundCanMeanKey: generation.notFoundCanMeanKey,
			keyRemark,
			redact: (text) => this.credential.redact(text),
			location: typeof location === 'string' ? location : undefined,
			retryAfterMs: readRetryAfterMs(headers['retry-after'], Date.now()),
		});
	}

	private async request(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const response: unknown = await this.context.helpers.httpRequestWithAuthentication.call(
			this.context,
			credentialType,
			options,
		);
		return response as IN8nHttpFullResponse;
	}

	private optionsOf({ method, path, body }: Request, timeout: number): IHttpRequestOptions {
		return {
			method,
			url: path,
			body: body as IDataObject | undefined,
			baseURL: this.credential.baseUrl,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			timeout,
			// A stream, because the helper's timeout ends with the headers, and because the helper silently
			// returns a body that is not JSON as a string.
			encoding: 'stream',
			// Every status is returned as it is: the helper would send a 401 twice, and wrap the others.
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			allowedDomains: this.credential.allowedDomains,
		};
	}
}

/** Node's error code, which the helper keeps in the cause, and the message. */
function reasonOf(error: unknown): { code: string | undefined; message: string } {
	const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
	return {
		code: isObject(cause) && typeof cause.code === 'string' ? cause.code : undefined,
		message: messageOf(cause),
	};
}
