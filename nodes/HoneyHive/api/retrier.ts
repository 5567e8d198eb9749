import { rethrowUnless } from '../events/refusal';
import { ApiRefusal, refusalOfStop } from './errors';
import { Gate } from './gate';
import type { Outcome } from './pace';
import { backOffMs, waitingBudgetMs } from './retry';
import { wait } from './wait';

export interface RetryOptions {
	/** Which other requests take about as long. @default '' */
	readonly kind?: string;
	/** Max number of requests in flight, whatever the pace of the host allows. @default Infinity */
	readonly maxParallel?: number | undefined;
	/**
	 * Whether the caller can ask for less when an answer was too large. Then the refusal goes to the
	 * caller, after the back-off; otherwise the request is retried as it is.
	 */
	readonly canAskForLess?: boolean;
	/** Aborted when the answer is no longer wanted. */
	readonly signal?: AbortSignal | undefined;
}

/** Sends a request once. It may call `received` once the whole answer has arrived, before parsing it. */
export type SendRequest<T> = (received: () => void) => Promise<T>;

/** How a try failed, and how long to wait before another one. */
interface Refused {
	readonly refusal: ApiRefusal;
	readonly delayMs: number;
}

/** Retries requests after temporary failures. One for each execution, because its waits share a budget. */
export class Retrier {
	private waitedMs = 0;

	/** Nothing is sent before its end, because the server limits the rate. */
	private pause: { readonly until: number; readonly reason: ApiRefusal } | undefined;

	/**
	 * @param signal aborted when the user stops the execution
	 * @param endOfRun UTC milliseconds: a wait that would last longer is not begun
	 * @param gate of the host
	 */
	constructor(
		private readonly signal: AbortSignal | undefined,
		private readonly endOfRun = Infinity,
		private readonly gate = new Gate(),
	) {}

	/**
	 * Runs a request until it succeeds, or until its failure is not worth another try.
	 *
	 * @param maxRetries of this request
	 * @throws ApiRefusal the last one
	 */
	async run<T>(
		request: SendRequest<T>,
		maxRetries: number,
		{ kind = '', maxParallel = Infinity, canAskForLess = false, signal }: RetryOptions = {},
	): Promise<T> {
		const isStopped = () => (this.signal?.aborted ?? false) || (signal?.aborted ?? false);
		for (let retry = 1; ; retry++) {
			// Retries wait outside of the gate, so that others may pass; a rate limit stops those inside, too.
			const outcome = await this.gate.pass(maxParallel, async (leave) => {
				await this.waitForRateLimit(maxRetries, isStopped);
				return await this.attempt(request, kind, retry, leave);
			});
			if ('value' in outcome) return outcome.value;
			if (retry > maxRetries) throw outcome.refusal;
			const { failure } = outcome.refusal;
			if (failure.kind === 'tooLarge' && failure.isLasting) throw outcome.refusal;
			await this.waitBeforeRetry(outcome, isStopped);
			if (failure.kind === 'tooLarge' && canAskForLess) throw outcome.refusal;
		}
	}

	/** @throws ApiRefusal when the answer is no longer wanted, or the pause is too long for a request that may wait */
	private async waitForRateLimit(maxRetries: number, isStopped: () => boolean): Promise<void> {
		while (this.pause && this.pause.until > Date.now() && !isStopped()) {
			const { until, reason } = this.pause;
			const delayMs = until - Date.now();
			const isTooLong = until >= this.endOfRun || delayMs > waitingBudgetMs;
			if (maxRetries === 0 || isTooLong) throw reason;
			await wait(delayMs, isStopped);
		}
		if (isStopped()) throw refusalOfStop();
	}

	/** @throws ApiRefusal the given one, when there must not be another try */
	private async waitBeforeRetry(
		{ refusal, delayMs }: Refused,
		isStopped: () => boolean,
	): Promise<void> {
		const { failure } = refusal;
		if (failure.kind === 'final' || failure.kind === 'outOfTime') throw refusal;
		const until = Date.now() + delayMs;
		if (until >= this.endOfRun || this.waitedMs + delayMs > waitingBudgetMs) throw refusal;
		this.waitedMs += delayMs;
		await wait(delayMs, isStopped);
		if (isStopped()) throw refusal;
	}

	/** Sends a request once, and lets the pace know how long it took. A rate limit pauses all others at once. */
	private async attempt<T>(
		request: SendRequest<T>,
		kind: string,
		retry: number,
		leave: () => void,
	): Promise<{ readonly value: T } | Refused> {
		const { pace } = this.gate;
		const sent = pace.send(kind, Date.now());
		let isOver = false;
		const end = (outcome: Outcome): void => {
			if (!isOver) pace.end(sent, Date.now(), outcome);
			isOver = true;
		};
		try {
			const value = await request(() => {
				// Parsing is not the server's work, so it must not look as if the server were slow.
				end('answered');
				leave();
			});
			end('answered');
			return { value };
		} catch (error) {
			end(outcomeOf(error));
			const refusal = rethrowUnless(ApiRefusal, error);
			const delayMs = backOffMs(retry, refusal.retryAfterMs, Math.random());
			const until = Date.now() + delayMs;
			if (refusal.httpCode === '429' && until > (this.pause?.until ?? 0)) {
				this.pause = { until, reason: refusal };
			}
			return { refusal, delayMs };
		}
	}
}

function outcomeOf(error: unknown): Outcome {
	if (!(error instanceof ApiRefusal) || !error.mayBeOverload) return 'unrelated';
	return error.httpCode === '429' && error.retryAfterMs ? 'rateLimited' : 'refused';
}
