import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { UpdatedEvent } from '../events/update';
import { bounded, maxBodyBytes, readBeginning, type BodyReader } from './body';
import { refusalOfBody } from './refusals/bodyRefusal';
import { refusalOfConnection } from './refusals/connectionRefusal';
import {
	cancelSignalOf,
	credentialType,
	type Credential,
	type RequestContext,
} from './credential/credential';
import { before } from './deadline';
import { ApiRefusal, refusalOfDeadline } from './errors';
import { reasonOf } from './refusals/reason';
import { readRetryAfterMs } from './retry';
import { refusalOfStatus } from './refusals/statusRefusal';

export interface Request {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	readonly body?: Readonly<Record<string, unknown>>;
	/** The project that the request names, if any: for a refusal that is about it. */
	readonly project?: string | undefined;
	/** The event that the request updates, if any: for a refusal that is about it. */
	readonly updated?: UpdatedEvent;
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

	/**
	 * Sends one request, once, and reads the body of a 2xx answer. It ends with the timeout or the run,
	 * whatever the server does.
	 *
	 * @throws ApiRefusal
	 */
	async send<Content>(request: Request, read: BodyReader<Content>): Promise<Content> {
		const now = Date.now();
		const deadline = Math.min(now + this.timeout, this.endOfRun);
		if (deadline <= now) throw refusalOfDeadline();
		const ending = new AbortController();
		let isComplete = false;
		try {
			const content = await this.exchange(request, read, deadline, ending);
			isComplete = true;
			return content;
		} finally {
			// Closes the connection of an incomplete answer. Each abort creates an exception, so a complete one is spared.
			if (!isComplete) ending.abort();
		}
	}

	private async exchange<Content>(
		request: Request,
		read: BodyReader<Content>,
		deadline: number,
		ending: AbortController,
	): Promise<Content> {
		const { statusCode, headers, body } = await this.answer(request, deadline, ending.signal);
		const end = () => ending.abort();
		const stream = body as unknown as AsyncIterable<Uint8Array>;
		if (statusCode >= 200 && statusCode < 300) {
			try {
				return await before(deadline, read(bounded(stream, maxBodyBytes, end)));
			} catch (error) {
				throw error instanceof ApiRefusal ? error : this.refuseBody(statusCode, error);
			}
		}
		// The status says enough, even if the body cannot be read.
		const reading = readBeginning(bounded(stream, maxBodyBytes, end));
		const text = await before(deadline, reading).catch(() => '');
		throw this.refuse(request, statusCode, headers, text);
	}

	/** Waits for the headers. The helper's own timeout is not enough: it does not end with HTTP 101. */
	private async answer(
		request: Request,
		deadline: number,
		signal: AbortSignal,
	): Promise<IN8nHttpFullResponse> {
		try {
			return await before(deadline, this.request(this.optionsOf(request), signal));
		} catch (error) {
			throw this.refuseConnection(error);
		}
	}

	private get isRunOver(): boolean {
		return Date.now() >= this.endOfRun;
	}

	/** The error itself is not kept as the cause: it contains the request with the Authorization header. */
	private refuseConnection(error: unknown): ApiRefusal {
		if (this.isRunOver) return refusalOfDeadline();
		const { quote, baseUrl } = this.credential;
		const { message, remedy, ...reason } = reasonOf(error);
		return refusalOfConnection(baseUrl, {
			...reason,
			message: quote(message),
			remedy: remedy && quote(remedy),
		});
	}

	private refuseBody(status: number, error: unknown): ApiRefusal {
		if (this.isRunOver) return refusalOfDeadline();
		const { code, message } = reasonOf(error);
		return refusalOfBody(error, { status, code, message: this.credential.quote(message) });
	}

	private refuse(
		{ project, updated }: Request,
		status: number,
		headers: IDataObject,
		text: string,
	): ApiRefusal {
		const { location } = headers;
		const { generation, keyRemark } = this.credential;
		return refusalOfStatus(status, text, {
			project,
			notFoundCanMeanKey: generation.notFoundCanMeanKey,
			keyRemark: keyRemark(updated ? 'update' : 'read'),
			updated,
			quote: this.credential.quote,
			location: typeof location === 'string' ? location : undefined,
			retryAfterMs: readRetryAfterMs(headers['retry-after'], Date.now()),
		});
	}

	private async request(
		options: IHttpRequestOptions,
		signal: AbortSignal,
	): Promise<IN8nHttpFullResponse> {
		const stopped = cancelSignalOf(this.context);
		const abortSignal = stopped ? AbortSignal.any([stopped, signal]) : signal;
		// The helper replaces the signal of the options by the one that its context returns.
		const context = Object.create(this.context, {
			getExecutionCancelSignal: { value: () => abortSignal },
		}) as RequestContext;
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			{ ...options, abortSignal },
		);
		return response as IN8nHttpFullResponse;
	}

	private optionsOf({ method, path, body }: Request): IHttpRequestOptions {
		return {
			method,
			url: path,
			body: body as IDataObject | undefined,
			baseURL: this.credential.baseUrl,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			timeout: this.timeout,
			// A stream, because the helper's timeout ends with the headers, and because the helper silently
			// returns a body that is not JSON as a string.
			encoding: 'stream',
			// Every status is returned as it is: the helper would send a 401 twice, and wrap the others.
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			skipSslCertificateValidation: this.credential.ignoreSSLIssues,
			allowedDomains: this.credential.allowedDomains,
		};
	}
}
