import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { control, CONTROL_PREFIX } from './control';
import { deliver, insteadAnswer, tooManyRequests } from './delivery';
import type { Host } from '../host';
import { orRefusal, readText, tryJson, type Answer, type Call } from './call';
import { checkKey } from './keys';
import { Problem } from './problem';
import { RateLimit, windowSeconds } from './rateLimit';
import type { RecordedRequest, Recording } from './recording';
import { findRoute, type Route } from './routes';

/** Serves the host on 127.0.0.1: keys, routes, faults, and the record of what was asked. */
export class ApiServer {
	private readonly server: Server;
	/** Ends every wait when the server closes. */
	private readonly closing = new AbortController();
	private readonly rateLimit: RateLimit;
	/** Requests whose answer is not complete. */
	private unanswered = 0;

	constructor(
		private readonly host: Host,
		private readonly recording: Recording,
	) {
		this.rateLimit = new RateLimit(host.settings.requestsPerSecond);
		this.server = createServer((request, response) => {
			this.handle(request, response).catch((error: unknown) => {
				// A wait ended because the client left or the server closes; anything else is a defect.
				const gone = request.destroyed || this.closing.signal.aborted;
				if (gone || response.headersSent || response.destroyed) response.destroy();
				else this.fail(response, error);
			});
		});
		// A client may keep a connection idle for long: closing it at 5 s would race its next request.
		this.server.keepAliveTimeout = 120_000;
	}

	async listen(port: number): Promise<string> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', () => resolve());
		});
		const { port: actual } = this.server.address() as AddressInfo;
		return `http://127.0.0.1:${actual}`;
	}

	async close(): Promise<void> {
		this.closing.abort();
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { connection, fresh } = this.recording.connectionOf(request.socket);
		const url = new URL(`http://emulator${request.url ?? '/'}`);
		const call: Call = {
			method: request.method ?? 'GET',
			path: url.pathname,
			query: url.searchParams,
			headers: request.headers,
			text: '',
			id: '',
		};
		if (url.pathname.startsWith(CONTROL_PREFIX)) {
			call.text = await readText(request);
			await control(this.host, this.recording, call, response);
			return;
		}
		const record = this.record(call, connection);
		const exchange: Exchange = { call, record, response, cut: false };
		response.once('close', () => {
			this.unanswered--;
			record.aborted = !response.writableFinished && !exchange.cut;
		});
		call.text = await readText(request);
		record.body = tryJson(call.text) ?? call.text;
		const { latencyMs, connectMs } = this.host.settings;
		await this.pause(latencyMs + (fresh ? connectMs : 0), response);
		await this.answer(exchange);
	}

	private async answer(exchange: Exchange): Promise<void> {
		const { call, record, response } = exchange;
		const found = findRoute(this.host.settings, call.method, call.path);
		const struck = this.host.faults.strike(found?.route.name ?? `${call.method} ${call.path}`);
		for (const { ms } of struck.all('delay')) await this.pause(ms, response);
		exchange.cut = struck.resets('beforeHeaders') || struck.resets('midBody');
		if (struck.resets('beforeHeaders')) {
			response.socket?.resetAndDestroy();
			return;
		}
		const query = call.query.size > 0 ? `?${call.query.toString()}` : '';
		const answer =
			this.refuseAboveRate(found?.route) ??
			insteadAnswer(struck, call.path + query) ??
			orRefusal(() => {
				if (!found) throw new Problem(404, `Cannot ${call.method} ${call.path}`);
				checkKey(call.headers, this.host.settings, found.route.writes);
				return found.route.answer(this.host, { ...call, id: found.id }, struck);
			});
		if (answer.found !== undefined) {
			const { queryMs, eventMs } = this.host.settings;
			await this.pause(queryMs + eventMs * answer.found, response);
		}
		record.status = answer.status;
		// The data change before the last byte is out: the client's next request meets them changed.
		answer.after?.();
		await deliver(response, answer, struck, () => this.untilGone(response));
	}

	private refuseAboveRate(route: Route | undefined): Answer | undefined {
		const isServed = !route?.ofEvents || this.rateLimit.admit(performance.now());
		return isServed ? undefined : tooManyRequests(windowSeconds);
	}

	private record(call: Call, connection: number): RecordedRequest {
		const record: RecordedRequest = {
			method: call.method,
			path: call.path,
			query: Object.fromEntries(call.query),
			headers: call.headers,
			body: '',
			status: 0,
			connection,
			unanswered: ++this.unanswered,
			aborted: false,
		};
		this.recording.requests.push(record);
		return record;
	}

	private async pause(milliseconds: number, response: ServerResponse): Promise<void> {
		if (milliseconds <= 0) return;
		await wait(milliseconds, undefined, { signal: this.untilGone(response) });
	}

	/** Aborts when the client leaves or the server closes. */
	private untilGone(response: ServerResponse): AbortSignal {
		const gone = new AbortController();
		response.once('close', () => gone.abort());
		if (response.destroyed) gone.abort();
		return AbortSignal.any([gone.signal, this.closing.signal]);
	}

	/** A defect of the emulator itself: say so, rather than pass for HoneyHive. */
	private fail(response: ServerResponse, error: unknown): void {
		const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
		response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
		response.end(`The emulator itself failed: ${message}`);
	}
}

interface Exchange {
	call: Call;
	record: RecordedRequest;
	response: ServerResponse;
	/** A fault of ours ends the connection, not the client. */
	cut: boolean;
}
